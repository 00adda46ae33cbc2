import { describe, expect, it } from 'vitest'
import { unpack } from '../api/arrays'
import type { Packed, PlotFigure } from '../api/types'
import { linearAxis, logAxis, spread } from './axis'
import { Curve } from './buckets'
import { drawCurves } from './curves'
import { drawingOf } from './figure'
import { legendOf } from './legend'
import { Merger } from './merge'
import { Series } from './series'
import { summary } from './summary'

function pack(values: number[]): Packed {
  const bytes = new Uint8Array(new Float32Array(values).buffer)
  return { dtype: 'f4', bdata: btoa(String.fromCharCode(...bytes)) }
}

describe('Curve', () => {
  it('keeps at most its limit of buckets and never loses an extreme', () => {
    const curve = new Curve(100)
    let low = Infinity
    let high = -Infinity
    for (let step = 1; step <= 12_345; step++) {
      const value = Math.sin(step * 1.7) + (step === 7001 ? 50 : 0) - (step === 333 ? 50 : 0)
      low = Math.min(low, value)
      high = Math.max(high, value)
      curve.push(step, value)
    }
    expect(curve.buckets.length).toBeLessThanOrEqual(100)
    expect(Math.min(...curve.buckets.map(({ min }) => min))).toBe(low)
    expect(Math.max(...curve.buckets.map(({ max }) => max))).toBe(high)
    const steps = curve.buckets.map(({ minStep }) => minStep)
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(curve.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(12_345)
    expect(curve.last.step).toBe(12_345)
  })

  it('leaves out what is not finite and what came before', () => {
    const curve = new Curve()
    curve.push(1, 5)
    curve.push(2, NaN)
    curve.push(1, 9)
    expect(curve.buckets.map(({ minStep, sum, count }) => [minStep, sum, count])).toEqual([[1, 5, 1]])
  })
})

it('reads blocks of metrics, NaN being absent', () => {
  const series = new Series()
  series.push({ first: 1, n: 3, series: { loss: pack([3, 2, 1]), rare: pack([NaN, 0.5, NaN]) } })
  expect(series.last).toBe(3)
  expect([1, 2, 3].map((step) => series.curves.get('loss')?.at(step))).toEqual([3, 2, 1])
  expect(series.curves.get('rare')?.last).toEqual({ step: 2, value: 0.5 })
})

describe('Merger', () => {
  const arrays = { 'line.x': pack([1, 2]), 'line.marker.color': pack([3, 4]), 'other.y': pack([0]) }

  it('puts arrays at their paths and says whether anything changed', () => {
    const merger = new Merger([{ uid: 'line', marker: { size: 3 } }])
    expect(merger.apply(arrays)).toBe(true)
    expect(merger.traces).toEqual([
      { uid: 'line', marker: { size: 3, color: arrays['line.marker.color'] }, x: arrays['line.x'] },
    ])
    const before = merger.traces
    expect(merger.apply({ ...arrays, 'line.x': { ...arrays['line.x'] } })).toBe(false)
    expect(merger.traces).toBe(before)
    expect(merger.apply({ 'line.x': pack([5]) })).toBe(true)
  })

  it('replaces an empty array by one that Plotly takes for empty', () => {
    const merger = new Merger([{ uid: 'a' }])
    merger.apply({ 'a.x': pack([]) })
    expect(merger.traces).toEqual([{ uid: 'a', x: [] }])
  })
})

const figure: PlotFigure = {
  kind: 'plotly',
  title: { en: '', zh: '' },
  caption: { en: '', zh: '' },
  alt: { en: '', zh: '' },
  max_rate: 30,
  linked: null,
  gestures: [],
  figure: {
    data: [
      {
        uid: 'a',
        type: 'scatter',
        mode: 'lines',
        name: { en: 'loss', zh: '损失' },
        meta: { paint: { line: 'accent', fillcolor: 'class-1/20' } },
      },
      {
        uid: 'b',
        type: 'scatter',
        mode: 'markers',
        name: { en: 'best', zh: '最优' },
        marker: { symbol: 'star' },
        meta: { paint: { marker: 'good' } },
      },
      {
        uid: 'c',
        type: 'contour',
        name: { en: 'map', zh: '图' },
        meta: { paint: { colorscale: 'sequential' } },
      },
    ],
    layout: { xaxis: { title: { text: { en: 'step', zh: '步' } } } },
  },
}
const palette = { accent: '#112233', 'class-1': '#445566', good: '#0a0', surface: '#fff', ink: '#000' }

describe('drawingOf', () => {
  const drawing = drawingOf(figure, 'zh', palette)

  it('takes one language and the colours of the roles', () => {
    expect(drawing.data[0]).toMatchObject({
      name: '损失',
      line: { color: '#112233' },
      fillcolor: 'rgba(68,85,102,0.2)',
    })
    expect(drawing.data[1]).toMatchObject({ marker: { symbol: 'star', color: '#0a0' } })
    expect(drawing.data[2]?.['colorscale']).toHaveLength(4)
    expect(drawing.layout).toMatchObject({ xaxis: { title: { text: '步' } } })
  })

  it('makes a legend of the traces that need telling apart', () => {
    expect(legendOf(drawing.data, drawing.layout)).toEqual([])
    expect(legendOf(drawing.data, {})).toEqual([
      { uid: 'a', name: '损失', color: '#112233', shape: 'line' },
      { uid: 'b', name: '最优', color: '#0a0', shape: 'star' },
    ])
  })
})

it('summarises a picture in numbers', () => {
  expect(summary(figure, { 'a.y': pack([2, NaN, 0.5]) }, 'en')).toEqual([
    { name: 'loss', n: 3, low: '0.5', high: '2', last: '0.5' },
  ])
})

describe('axes', () => {
  it('choose round ticks', () => {
    expect(linearAxis({ low: 0, high: 1040 }, 0, 100, 5).ticks).toEqual([0, 500, 1000])
    expect(logAxis({ low: 0.07, high: 4 }, 0, 100, 4).ticks).toEqual([0.1, 0.3, 1, 3])
    expect(logAxis({ low: 1e-6, high: 10 }, 0, 100, 4).ticks).toEqual([1e-6, 1e-4, 1e-2, 1])
  })

  it('spread labels without changing their order', () => {
    expect(spread([50, 52, 10], 15, 0, 100)).toEqual([50, 65, 10])
    expect(spread([98, 99], 15, 0, 100)).toEqual([85, 100])
  })
})

it('draws the mean of each column of pixels, and how far the values scatter around it', () => {
  const series = new Series()
  const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : 3))
  series.push({ first: 1, n: 1000, series: { loss: pack(values) } })
  const drawn = drawCurves(series, null, ['loss'], false, { left: 0, right: 300, top: 0, bottom: 100 })
  const [curve] = drawn?.curves ?? []
  const heights = [...(curve?.path.matchAll(/ ([\d.]+)/g) ?? [])].map((match) => Number(match[1]))
  expect(heights.length).toBeLessThanOrEqual(102)
  for (const y of heights) expect(Math.abs(y - (drawn?.y.at(2) ?? 0))).toBeLessThan(9)
  const band = [...(curve?.band.matchAll(/ ([\d.]+)/g) ?? [])].map((match) => Number(match[1]))
  expect(Math.min(...band)).toBeCloseTo(drawn?.y.at(3) ?? 0, 0)
  expect(Math.max(...band)).toBeCloseTo(drawn?.y.at(1) ?? 0, 0)
})

it('breaks a curve where a log axis has no place for it', () => {
  const series = new Series()
  series.push({ first: 1, n: 3, series: { loss: pack([1, 0, 10]) } })
  const drawn = drawCurves(series, null, ['loss', 'none'], true, { left: 0, right: 100, top: 0, bottom: 100 })
  expect(drawn?.curves[0]?.path.match(/M/g)).toHaveLength(2)
  expect(drawCurves(new Series(), null, ['loss'], true, { left: 0, right: 1, top: 0, bottom: 1 })).toBeNull()
})

it('unpacks the numbers of every type', () => {
  expect([...unpack({ dtype: 'u1', bdata: btoa('\x01\xff') })]).toEqual([1, 255])
  expect([...unpack({ dtype: 'i2', bdata: btoa('\xff\xff') })]).toEqual([-1])
})
