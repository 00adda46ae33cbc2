import { describe, expect, it } from 'vitest'
import { floats } from '../fixture'
import { Curve } from './buckets'
import { drawCurves, nothingPositive } from './curves'
import { wrapped } from './labels'
import { Series } from './series'
import { timeAxis } from './time'

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

it('knows the last value by a step, or that it does not know it, and never takes a mean for it', () => {
  const curve = new Curve(4)
  for (const step of [2, 3, 4, 5, 13]) curve.push(step, 10 * step)
  expect(curve.width).toBe(2)
  expect([1, 2, 4, 5, 12, 13, 20].map((step) => curve.at(step))).toEqual([
    null,
    20,
    undefined,
    50,
    50,
    130,
    130,
  ])
  expect(curve.about(4)).toBe(35)
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
  const drawn = drawCurves(series, null, ['loss'], {
    log: false,
    box: { left: 0, right: 300, top: 0, bottom: 100 },
  })
  const [curve] = drawn?.curves ?? []
  const heights = [...(curve?.path.matchAll(/ ([\d.]+)/g) ?? [])].map((match) => Number(match[1]))
  expect(heights.length).toBeLessThanOrEqual(102)
  for (const y of heights) expect(Math.abs(y - (drawn?.y.at(2) ?? 0))).toBeLessThan(9)
  const band = [...(curve?.band.matchAll(/ ([\d.]+)/g) ?? [])].map((match) => Number(match[1]))
  expect(Math.min(...band)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...band)).toBeLessThanOrEqual(100)
  expect(Math.max(...band) - Math.min(...band)).toBeGreaterThan(60)
})

it('breaks a curve where a log axis has no place for it', () => {
  const series = new Series()
  series.push({ first: 1, n: 3, series: { loss: floats([1, 0, 10]) } })
  const drawn = drawCurves(series, null, ['loss', 'none'], {
    log: true,
    box: { left: 0, right: 100, top: 0, bottom: 100 },
  })
  expect(drawn?.curves[0]?.path.match(/M/g)).toHaveLength(2)
  expect(
    drawCurves(new Series(), null, ['loss'], { log: true, box: { left: 0, right: 1, top: 0, bottom: 1 } }),
  ).toBeNull()
})

const box = { left: 0, right: 100, top: 0, bottom: 100 }

it('does not let a batch that is almost right flatten the line', () => {
  const series = new Series()
  const values = Array.from({ length: 3000 }, (_, i) => (i % 30 === 7 ? 1e-14 : 10 ** (-i / 3000)))
  series.push({ first: 1, n: 3000, series: { loss: floats(values) } })
  const drawn = drawCurves(series, null, ['loss'], { log: true, box })
  const heights = [...(drawn?.curves[0]?.path.matchAll(/ ([\d.]+)/g) ?? [])].map((match) => Number(match[1]))
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(50)
})

it('ends a curve at what a state at rest measures', () => {
  const series = new Series()
  series.push({ first: 1, n: 3, series: { loss: floats([3, 2, 1]) } })
  const drawn = drawCurves(series, null, ['loss'], {
    log: false,
    box,
    rest: { step: 3, values: { loss: 9 } },
  })
  expect(drawn?.curves[0]?.last).toEqual({ step: 3, value: 9 })
  expect(drawn?.curves[0]?.end.y).toBeCloseTo(drawn?.y.at(9) ?? 0)
})

it('draws the run that was left, and what lies between it and its fork', () => {
  const parent = new Series()
  parent.push({ first: 1, n: 40, series: { loss: floats(Array.from({ length: 40 }, () => 2)) } })
  const fork = new Series()
  fork.push({ first: 21, n: 20, series: { loss: floats(Array.from({ length: 20 }, () => 1)) } })
  const drawn = drawCurves(fork, parent, ['loss'], { log: false, box })
  const [ghost] = drawn?.ghosts ?? []
  expect(ghost?.end.y).toBeCloseTo(drawn?.y.at(2) ?? 0)
  const across = [...(ghost?.gap.matchAll(/[ML]([\d.]+)/g) ?? [])].map((match) => Number(match[1]))
  expect(Math.min(...across)).toBeGreaterThanOrEqual((drawn?.x.at(21) ?? 0) - 4)
})

it('puts steps where another axis has them', () => {
  const series = new Series()
  series.push({ first: 1, n: 100, series: { loss: floats(Array.from({ length: 100 }, (_, i) => i)) } })
  const time = timeAxis([0, 10, 100], [20, 50, 80])
  expect([0, 5, 10, 55, 100, 400].map(time.at)).toEqual([20, 35, 50, 65, 80, 80])
  expect([0, 20, 35, 50, 65, 90].map(time.step)).toEqual([0, 0, 5, 10, 55, 100])
  const drawn = drawCurves(series, null, ['loss'], { log: false, box, time })
  expect(drawn?.curves[0]?.end.x).toBeCloseTo(80, 0)
})

it('breaks a name where it has no room, and cuts none', () => {
  const measure = (text: string): number => 6 * text.length
  expect(wrapped('training', 60, measure)).toEqual(['training'])
  expect(wrapped('lowest f, best rates', 66, measure)).toEqual(['lowest f,', 'best rates'])
  expect(wrapped('验证准确率 · 父运行', 30, measure).join('').replaceAll(' ', '')).toBe('验证准确率·父运行')
  expect(wrapped('inseparable', 30, measure)).toEqual(['inseparable'])
})

it('knows that a logarithm has no 0', () => {
  const zeros = new Series()
  zeros.push({ first: 1, n: 2, series: { loss: floats([0, 0]), other: floats([1, 1]) } })
  expect(nothingPositive(zeros, ['loss'])).toBe(true)
  expect(nothingPositive(zeros, ['loss', 'other'])).toBe(false)
  expect(nothingPositive(new Series(), ['loss'])).toBe(false)
  expect(nothingPositive(null, ['loss'])).toBe(false)
})
