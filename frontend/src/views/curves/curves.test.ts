import { describe, expect, it } from 'vitest'
import { floats } from '../fixture'
import { Curve } from './buckets'
import { drawCurves, nothingPositive } from './curves'
import { Series } from './series'

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
  series.push({ first: 1, n: 3, series: { loss: floats([3, 2, 1]), rare: floats([NaN, 0.5, NaN]) } })
  expect(series.last).toBe(3)
  expect([1, 2, 3].map((step) => series.curves.get('loss')?.at(step))).toEqual([3, 2, 1])
  expect(series.curves.get('rare')?.last).toEqual({ step: 2, value: 0.5 })
})

it('draws the mean of each column of pixels, and how far the values scatter around it', () => {
  const series = new Series()
  const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : 3))
  series.push({ first: 1, n: 1000, series: { loss: floats(values) } })
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
  series.push({ first: 1, n: 3, series: { loss: floats([1, 0, 10]) } })
  const drawn = drawCurves(series, null, ['loss', 'none'], true, { left: 0, right: 100, top: 0, bottom: 100 })
  expect(drawn?.curves[0]?.path.match(/M/g)).toHaveLength(2)
  expect(drawCurves(new Series(), null, ['loss'], true, { left: 0, right: 1, top: 0, bottom: 1 })).toBeNull()
})

it('knows that a logarithm has no 0', () => {
  const zeros = new Series()
  zeros.push({ first: 1, n: 2, series: { loss: floats([0, 0]), other: floats([1, 1]) } })
  expect(nothingPositive(zeros, ['loss'])).toBe(true)
  expect(nothingPositive(zeros, ['loss', 'other'])).toBe(false)
  expect(nothingPositive(new Series(), ['loss'])).toBe(false)
  expect(nothingPositive(null, ['loss'])).toBe(false)
})
