import { beforeAll, describe, expect, it } from 'vitest'
import type { Figure, JsonObject, PlotFigure, ViewArrays } from '../api/types'
import { floats, packed } from '../views/fixture'
import { paintMiniature } from './miniature'
import { nearest, smoothAt } from './grid'
import { scalesOf } from './scales'

/** A canvas that only counts what is drawn on it. */
class Paper {
  pixels: Uint32Array[] = []
  strokes = 0
  fills = 0
  rects: number[][] = []
  asContext(): CanvasRenderingContext2D {
    const paper = this
    const known: Record<string, unknown> = {
      createImageData: (width: number, height: number) => ({
        data: new Uint8ClampedArray(4 * width * height),
      }),
      putImageData: (image: { data: Uint8ClampedArray }) =>
        paper.pixels.push(new Uint32Array(image.data.buffer)),
      stroke: () => paper.strokes++,
      fill: () => paper.fills++,
      fillRect: (...rect: number[]) => paper.rects.push(rect),
    }
    return new Proxy<CanvasRenderingContext2D>(Object.create(null), {
      get: (_, name) => known[String(name)] ?? (() => undefined),
      set: () => true,
    })
  }
}

class FakePath {
  moveTo(): void {}
  lineTo(): void {}
  arc(): void {}
  closePath(): void {}
  bezierCurveTo(): void {}
}

beforeAll(() => void Object.assign(globalThis, { Path2D: FakePath }))

const palette = {
  surface: '#ffffff',
  'class-0': '#ff0000',
  'class-1': '#0000ff',
  ink: '#000000',
  accent: '#00ff00',
}

function drawn(
  figure: Figure,
  arrays: ViewArrays,
  width = 60,
): { paper: Paper; said: boolean | Promise<boolean> } {
  const paper = new Paper()
  const easel = { context: paper.asContext(), width, height: 54, density: 2, palette }
  return { paper, said: paintMiniature(easel, figure, arrays) }
}

const text = { en: '', zh: '' }
const view = { title: text, caption: text, alt: text, max_rate: 30, linked: null }

const plot = (data: JsonObject[], layout: JsonObject = {}): PlotFigure => ({
  kind: 'plotly',
  ...view,
  gestures: [],
  notes: [],
  figure: { data, layout },
})

describe('a plot drawn small', () => {
  it('has its lines, markers and areas', () => {
    const figure = plot([
      { uid: 'a', type: 'scatter', mode: 'lines', fill: 'tozeroy' },
      { uid: 'b', type: 'scatter', mode: 'markers' },
      { uid: 'words', type: 'scatter', mode: 'text' },
      { uid: 'hidden', type: 'scatter', mode: 'lines', visible: false },
    ])
    const arrays = {
      'a.y': floats([1, 2, 3]),
      'b.x': floats([0, 1]),
      'b.y': floats([1, 1]),
      'hidden.y': floats([1, 2]),
    }
    const { paper, said } = drawn(figure, arrays)
    expect(said).toBe(true)
    expect([paper.strokes, paper.fills]).toEqual([1, 3])
  })

  it('has bars from their base, and the axis that a frame gives', () => {
    const data = [{ uid: 'a', type: 'bar', base: -12, x: [1, 2] }]
    const arrays = { 'a.y': floats([12, 6]), 'yaxis.range': floats([-12, 12]) }
    const [high = [], low = []] = drawn(plot(data), arrays).paper.rects
    const [, top = 0, , tall = 0] = high
    expect(tall).toBeCloseTo(2 * (low[3] ?? 0))
    expect(top + tall).toBeCloseTo((low[1] ?? 0) + (low[3] ?? 0))
    expect(top + tall).toBeGreaterThan(50)
    expect(tall).toBeGreaterThan(20)
    expect(tall).toBeLessThan(28)
  })

  it('has bars from 0', () => {
    const { paper } = drawn(plot([{ uid: 'a', type: 'bar', x: ['p', 'q'] }]), { 'a.y': floats([4, 2]) })
    expect(paper.rects).toHaveLength(2)
    const [[, , , tall = 0] = [], [, , , low = 0] = []] = paper.rects
    expect(tall).toBeCloseTo(2 * low)
  })

  it('has bars as wide as their neighbours are apart, in whatever trace, and side by side unless the layout says otherwise', () => {
    const plain = { uid: 'a', type: 'bar', x: [1, 2, 4, 5] }
    const marked = { uid: 'b', type: 'bar', x: [3, 9] }
    const arrays = { 'a.y': floats([1, 1, 1, 1]), 'b.y': floats([1, 1]) }
    const rects = (layout: JsonObject): number[][] =>
      drawn({ ...plot([plain, marked]), figure: { data: [plain, marked], layout } }, arrays).paper.rects
    const [first = [], second = [], ...others] = rects({ barmode: 'overlay' })
    expect(others).toHaveLength(4)
    const apart = (second[0] ?? 0) - (first[0] ?? 0)
    for (const [, , wide] of [first, second, ...others]) expect(wide).toBeCloseTo(0.8 * apart)
    for (const [, , wide] of rects({})) expect(wide).toBeCloseTo(0.4 * apart)
    const lefts = rects({}).map(([left = 0]) => left)
    expect((lefts[4] ?? 0) - (lefts[1] ?? 0)).toBeCloseTo(1.4 * apart)
  })

  it('has a map to its edges, in the colours of its scale', () => {
    const figure = plot([{ uid: 'g', type: 'heatmap', meta: { paint: { z: 'diverging' } } }])
    const z = packed('f4', new Float32Array([0, 1, 0, 1]), '2,2')
    const { paper } = drawn(figure, { 'g.z': z })
    expect(paper.pixels[0]).toHaveLength(120 * 108)
    expect(new Set(paper.pixels[0]).size).toBeGreaterThan(20)
  })

  it('says so when a frame brings nothing for it', () => {
    expect(drawn(plot([{ uid: 'a', type: 'scatter' }]), {}).said).toBe(false)
  })
})

it('lets kinds that are words and numbers stay blank', () => {
  expect(drawn({ kind: 'table', ...view, columns: [], rows: [], missing: '–' }, {}).said).toBe(false)
})

it('shows pictures as they are', () => {
  const images = packed('u1', new Uint8Array([0, 255, 255, 0]), '1,2,2')
  const figure: Figure = {
    kind: 'images',
    ...view,
    names: [],
    scale: 'grey',
    columns: null,
    compare: false,
    label: null,
    words: [],
    scales: [],
    tiles: [],
    windows: [],
    show: 'pictures',
    typed: null,
    typed_kind: null,
    notes: [],
  }
  const { paper, said } = drawn(figure, { images })
  expect(said).toBe(true)
  expect(new Set(paper.pixels[0]).size).toBe(2)
})

describe('scales', () => {
  const box = { left: 0, top: 0, width: 100, height: 50 }
  const extents = [{ x: [0, 10], y: [0, 5] }]

  it('take the ranges of the layout, logarithms on a log axis', () => {
    const layout = { xaxis: { range: [0, 20] }, yaxis: { type: 'log', range: [-1, 1] } }
    const { x, y } = scalesOf(layout, extents, box, false)
    expect(x.pixel(10)).toBeCloseTo(50)
    expect(y.pixel(1)).toBeCloseTo(25)
    expect(y.pixel(0)).toBeNaN()
  })

  it('leave out the room for what is to come', () => {
    const { x } = scalesOf({ xaxis: { range: [0, 1500] } }, [{ x: [0, 30], y: [0, 1] }], box, false)
    expect(x.pixel(30)).toBeGreaterThan(90)
  })

  it('keep one scale for both axes where the layout ties them, and go back from pixels to numbers', () => {
    const { x, y } = scalesOf({ yaxis: { scaleanchor: 'x' } }, extents, box, true)
    expect(x.pixel(1) - x.pixel(0)).toBeCloseTo(y.pixel(0) - y.pixel(1))
    expect(x.value(x.pixel(3))).toBeCloseTo(3)
  })
})

it('mixes a grid between its numbers and finds the nearest', () => {
  const grid = { values: [0, 1, 2, 3], columns: 2, rows: 2 }
  expect(smoothAt(grid, 0.5, 0.5)).toBeCloseTo(1.5)
  expect(smoothAt(grid, -1, 2)).toBe(2)
  expect(nearest(grid, 0.9, 0.1)).toBe(1)
})

it('a picture with points has those that are there and rings where they should be', async () => {
  const arrays = {
    picture: packed('u1', new Uint8Array(12), '2,2,3'),
    boxes: floats([]),
    points: floats([1, 1, NaN, NaN]),
    aims: floats([0, 1, 1, 0]),
  }
  const points = {
    classes: [text],
    points: [text],
    copies: [],
    numbered: false,
    cells: null,
    choose: null,
    dragged: [],
    snap: 1,
  }
  const { paper, said } = drawn({ kind: 'boxes', ...view, ...points, show: 'picture' }, arrays)
  expect(await said).toBe(true)
  expect([paper.strokes, paper.fills]).toEqual([2, 1])
})

describe('sequences drawn small', () => {
  const bytes = (words: string) => packed('u1', new TextEncoder().encode(words))
  it('show every map of attention, and nothing where there is none', async () => {
    const figure: Figure = {
      kind: 'attention',
      ...view,
      rows: text,
      columns: text,
      maps: [],
      across: 2,
      sums: true,
      digits: 2,
      action: null,
      chosen: null,
    }
    const weights = packed('f4', Float32Array.of(1, 0, 0.5, 0.5, 1, 0, 0.5, 0.5, 1, 0, 0, 1), '3,2,2')
    const { paper, said } = drawn(figure, { weights })
    expect(await said).toBe(true)
    expect(paper.pixels).toHaveLength(3)
    expect(new Set(paper.pixels[0]).size).toBe(3)
    expect(await drawn(figure, {}).said).toBe(false)
  })

  it('show the points of a cloud', async () => {
    const figure: Figure = { kind: 'cloud', ...view, groups: [], arrows: [], landing: null, chosen: null }
    const points = packed('f4', Float32Array.of(0, 0, 1, 1, 0, 1), '3,2')
    const { paper, said } = drawn(figure, { points, text: bytes('a\nb\nc\n') })
    expect(await said).toBe(true)
    expect(paper.rects).toHaveLength(3)
    expect(await drawn(figure, {}).said).toBe(false)
  })

  it('show a box for each token, as long as its word', async () => {
    const figure: Figure = {
      kind: 'tokens',
      ...view,
      value: text,
      scale: 'sequential',
      low: 0,
      high: 1,
      percent: false,
      lines: [],
      action: null,
      chosen: null,
    }
    const { paper, said } = drawn(figure, { text: bytes('ab\nabcd\n'), value: floats([0, NaN]) })
    expect(await said).toBe(true)
    const [[, , short = 0] = [], [, , long = 0] = []] = paper.rects
    expect(long).toBeCloseTo(2 * short)
    expect(await drawn(figure, {}).said).toBe(false)
  })
})
