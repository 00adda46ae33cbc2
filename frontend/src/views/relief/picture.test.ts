import { describe, expect, it } from 'vitest'
import { sideOf } from './aside'
import { BOTTOM, HOME, TOP, turned, viewFrom } from '../camera'
import { floats } from '../fixture'
import { axisLabels, axisTitle, meet, placed, widthOf, type Label } from './labels'
import { looksOf } from './looks'
import { apart, runsOf } from './marks'
import { levelsOf, steady, stepOf, type Block } from './scale'
import { barrierOf, settled } from './scene'
import { pressed } from '../turning'

const SIZE = { width: 600, height: 500 }
const ROOM = { side: 10, above: 5, below: 20 }
const block: Block = { left: -4, right: 4, low: 0, high: 100, bottom: -2, top: 1, log: true }

/** The place on the screen by the graphics card's matrix. */
function byMatrix(
  matrix: Float32Array,
  x: number,
  y: number,
  z: number,
): { x: number; y: number; depth: number } {
  const [a = 0, b = 0, c = 0, w = 1] = [0, 1, 2, 3].map(
    (row) =>
      (matrix[row] ?? 0) * x +
      (matrix[4 + row] ?? 0) * y +
      (matrix[8 + row] ?? 0) * z +
      (matrix[12 + row] ?? 0),
  )
  return { x: (a / w + 1) * 300, y: (1 - b / w) * 250, depth: c / w }
}

describe('a view', () => {
  it('is the same for paths and for the graphics card', () => {
    for (const camera of [HOME, turned(HOME, { azimuth: 130, elevation: 12, zoom: 2 })]) {
      const view = viewFrom(camera, SIZE, ROOM)
      const near = byMatrix(view.matrix, 0.5, -0.5, 0.3)
      expect(view.place(0.5, -0.5, 0.3)).toMatchObject({
        x: expect.closeTo(near.x, 2),
        y: expect.closeTo(near.y, 2),
      })
      for (const [x, y, z] of [
        [-1, -1, 0],
        [1, 1, TOP],
      ] as const) {
        const seen = byMatrix(view.matrix, x, y, z)
        expect(Math.abs(seen.depth)).toBeLessThan(1)
        const other = byMatrix(view.matrix, 0, 0, 0.25)
        const nearer = view.place(x, y, z).away < view.place(0, 0, 0.25).away
        expect(seen.depth < other.depth).toBe(nearer)
      }
    }
  })

  it('is along rays: whatever lies on one is at its pixel', () => {
    const view = viewFrom(HOME, SIZE, ROOM)
    const [dx, dy, dz] = view.ray(211, 333)
    for (const t of [0.7, 1, 1.2]) {
      const at = view.place(view.eye[0] + t * dx, view.eye[1] + t * dy, view.eye[2] + t * dz)
      expect(at.x).toBeCloseTo(211, 4)
      expect(at.y).toBeCloseTo(333, 4)
    }
  })

  it('holds the whole block, and touches the room left for it', () => {
    for (const size of [SIZE, { width: 390, height: 600 }, { width: 1200, height: 400 }]) {
      const view = viewFrom(HOME, size, ROOM)
      const corners = [-1, 1].flatMap((x) =>
        [-1, 1].flatMap((y) => [BOTTOM, TOP].map((z) => view.place(x, y, z))),
      )
      const left = Math.min(...corners.map(({ x }) => x))
      const right = Math.max(...corners.map(({ x }) => x))
      const up = Math.min(...corners.map(({ y }) => y))
      const down = Math.max(...corners.map(({ y }) => y))
      expect(left).toBeGreaterThanOrEqual(ROOM.side - 1e-6)
      expect(right).toBeLessThanOrEqual(size.width - ROOM.side + 1e-6)
      expect(up).toBeGreaterThanOrEqual(ROOM.above - 1e-6)
      expect(down).toBeLessThanOrEqual(size.height - ROOM.below + 1e-6)
      const touches =
        Math.min(left - ROOM.side, size.width - ROOM.side - right) < 1 || down - up > size.height - 26
      expect(touches).toBe(true)
    }
  })

  it('goes around and neither under the ground nor over the top', () => {
    expect(turned(HOME, { azimuth: 190 }).azimuth).toBe(-170)
    expect(turned(HOME, { elevation: -30 }).elevation).toBe(6)
    expect(turned(HOME, { elevation: 130 }).elevation).toBe(89)
    expect(pressed('ArrowLeft', HOME)).toEqual({ ...HOME, azimuth: HOME.azimuth - 5 })
    expect(pressed('0', HOME)).toBe('home')
    expect(pressed('a', HOME)).toBeNull()
  })
})

describe('words of the axes', () => {
  it('name what a frame has put there', () => {
    expect(axisTitle('weight w_{index}', floats([12]))).toBe('weight w₁₂')
    expect(axisTitle('a, along d₁', undefined)).toBe('a, along d₁')
  })

  it('never overlap, nor a chip, nor leave the picture, however the block is turned', () => {
    const chips = [
      { left: 0, top: 0, width: 300, height: 40 },
      { left: 380, top: 380, width: 220, height: 120 },
    ]
    const faults: string[] = []
    for (let azimuth = -180; azimuth < 180; azimuth += 7) {
      for (const elevation of [6, 25, 41, 89]) {
        const view = viewFrom({ azimuth, elevation, zoom: 1 }, SIZE, ROOM)
        const labels = axisLabels(view, block, { x: 'a, along d₁', y: '权重空间' }, 11, chips)
        labels.forEach((label, index) => {
          const out = label.left < 0 || label.left + label.width > SIZE.width
          if (out || [...labels.slice(index + 1), ...chips].some((other) => meet(label, other)))
            faults.push(`${label.text} at ${azimuth}, ${elevation}`)
        })
      }
    }
    expect(faults).toEqual([])
  })

  it('are there: both names and numbers, outside of the block', () => {
    const view = viewFrom(HOME, SIZE, { side: 30, above: 5, below: 40 })
    const labels = axisLabels(view, block, { x: 'a', y: 'b' }, 11, [])
    expect(labels.filter(({ title }) => title).map(({ text }) => text)).toEqual(['a', 'b'])
    expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['−4', '0', '2', '50']))
    const front = view.place(0, -1, BOTTOM)
    expect(labels.find(({ text }) => text === '−2')?.y).toBeGreaterThan(view.place(-0.5, -1, BOTTOM).y)
    expect(labels.find(({ text }) => text === 'a')?.y).toBeGreaterThan(front.y)
  })

  it('give way: names before numbers', () => {
    const label = (text: string, title: boolean): Label => ({
      ...{ text, title, x: 50, y: 50, left: 40, top: 40, width: widthOf(text, 12), height: 12 },
    })
    expect(placed([label('0.5', false), label('name', true)], [], SIZE).map(({ text }) => text)).toEqual([
      'name',
    ])
  })
})

describe('scales', () => {
  it('have contours a fixed part of a decade apart, and levels that are round', () => {
    expect(stepOf(block)).toBe(0.25)
    expect(levelsOf(block, 4).map(({ text, at }) => [text, Number(at.toFixed(3))])).toEqual([
      ['0.01', 0],
      ['0.1', 0.333],
      ['1', 0.667],
      ['10', 1],
    ])
  })

  it('hold while a hand is down, and while the new ones fit', () => {
    const wider = { ...block, right: 9 }
    expect(steady(block, wider, true)).toBe(block)
    expect(steady(block, wider, false)).toBe(wider)
    expect(steady(block, { ...block, top: 0.9 }, false)).toBe(block)
    expect(steady(block, { ...block, top: 1.4 }, false).top).toBe(1.4)
    expect(steady(block, { ...block, top: -0.5 }, false).top).toBe(-0.5)
  })

  it('are ordered by lightness, step by step', () => {
    const { ramp } = looksOf({})
    const channel = (byte: number): number => {
      const share = byte / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    }
    const lightness = (index: number): number => {
      const [r = 0, g = 0, b = 0] = ramp.subarray(index * 4, index * 4 + 3)
      return 116 * Math.cbrt(0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)) - 16
    }
    const steps = Array.from(
      { length: 7 },
      (_, k) => lightness(Math.round(((k + 1) * 255) / 7)) - lightness(Math.round((k * 255) / 7)),
    )
    for (const step of steps) expect(step).toBeGreaterThan(7)
    for (const step of steps) expect(step).toBeLessThan(17)
  })
})

describe('marks', () => {
  it('part a way into what is seen and what is hidden, joined at the border', () => {
    const point = (x: number, hidden: boolean): { x: number; y: number; hidden: boolean } => ({
      x,
      y: 0,
      hidden,
    })
    const way = [
      point(0, false),
      point(10, false),
      point(20, true),
      point(30, true),
      point(NaN, true),
      point(50, false),
    ]
    expect(runsOf(way).map(({ points, hidden }) => [points.map(({ x }) => x), hidden])).toEqual([
      [[0, 10], false],
      [[10, 20, 30], true],
      [[50], false],
    ])
  })

  it('of one place are moved apart and keep their middle', () => {
    const places = apart(
      Array.from({ length: 3 }, () => ({ x: 100, y: 50 })),
      20,
    )
    const xs = places.map(({ x }) => x).sort((a, b) => a - b)
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeGreaterThan(17)
    expect((xs[2] ?? 0) - (xs[1] ?? 0)).toBeGreaterThan(17)
    expect(xs.reduce((sum, x) => sum + x) / 3).toBeCloseTo(100)
    expect(
      apart(
        [
          { x: 0, y: 0 },
          { x: 5, y: 90 },
        ],
        20,
      ),
    ).toEqual([
      { x: 0, y: 0 },
      { x: 5, y: 90 },
    ])
  })

  it('of who left wait at the edge, and a barrier is what rises above both ends', () => {
    const ground = {
      columns: 2,
      rows: 2,
      left: 0,
      right: 1,
      low: 0,
      high: 1,
      heights: new Float32Array([1, 1, 1, 1]),
    }
    const spot = { x: 3, y: 0.5, height: 2, foot: NaN }
    const ball = {
      ...spot,
      index: 0,
      mark: '1',
      role: 'ink',
      trail: [{ ...spot, x: 0.5, height: NaN }, spot],
      outside: false,
    }
    const [held] = settled({ balls: [ball], goals: [], slice: [] }, ground).balls
    expect(held).toMatchObject({ x: 1, height: 2, outside: true })
    expect(held?.trail.map(({ height }) => height)).toEqual([1, NaN])
    const slice = [0.9, 0.2, 0.7, 0.3, 5].map((value, index) => ({ t: (index - 1) / 2, value }))
    expect(barrierOf(slice)).toBeCloseTo(0.4)
  })
})

it('puts the inset into the lower corner where it covers fewer balls, and leaves it where it is', () => {
  const [inset, picture] = [
    { width: 200, height: 120 },
    { width: 520, height: 400 },
  ]
  const side = (places: [number, number][], now: 'left' | 'right'): string =>
    sideOf(
      places.map(([x, y]) => ({ x, y })),
      inset,
      picture,
      now,
    )
  expect(side([[430, 330]], 'right')).toBe('left')
  expect(side([[260, 330]], 'right')).toBe('right')
  expect(
    side(
      [
        [430, 330],
        [60, 360],
      ],
      'left',
    ),
  ).toBe('left')
})
