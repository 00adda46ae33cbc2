import { describe, expect, it } from 'vitest'
import type { MetricsBlock, Moment } from '../api/types'
import { packed } from '../views/fixture'
import { Moments, type Happening } from './moments'

const text = { en: '', zh: '' }
const moment = (metric: string, bound: Partial<Moment>): Moment => ({
  metric,
  says: text,
  mark: text,
  least: null,
  most: null,
  of_first: false,
  ...bound,
})
const block = (first: number, series: Record<string, number[]>): MetricsBlock => ({
  first,
  n: Object.values(series)[0]?.length ?? 0,
  series: Object.fromEntries(
    Object.entries(series).map(([name, values]) => [name, packed('f4', Float32Array.from(values))]),
  ),
})
/** Everything that happened in one curve, however it was cut into blocks. */
function told(moments: () => Moments, name: string, values: number[], cut = values.length): Happening[] {
  const watching = moments()
  for (let at = 0; at < values.length; at += cut)
    watching.push(block(1 + at, { [name]: values.slice(at, at + cut) }))
  return watching.happened
}
const accuracy = { score: { better: 'more', headline: true, percent: true } } as const
const loss = { loss: { better: 'less' } } as const

describe('a bound that a lab names', () => {
  const falls = (): Moments => new Moments({}, [moment('loss', { most: 0.5, of_first: true })])
  const rises = (): Moments => new Moments({}, [moment('score', { least: 0.9 })])

  it('is reached once, at its first step', () => {
    expect(told(falls, 'loss', [4, 3, 2, 1, 5, 1])).toMatchObject([{ kind: 'reached', step: 3, value: 2 }])
    expect(told(rises, 'score', [0.5, 0.89, 0.95, 0.2, 0.99])).toMatchObject([{ step: 3 }])
    expect(told(rises, 'score', [0.5, 0.6])).toEqual([])
  })

  it('is told the same however the record comes, and skips what is missing', () => {
    const values = [NaN, 4, NaN, 3, 1.9, NaN, 0.1]
    expect(told(falls, 'loss', values, 1)).toEqual(told(falls, 'loss', values))
    expect(told(falls, 'loss', values)).toMatchObject([{ step: 5 }])
  })

  it('never turns false: what had happened by a step stays when the run goes on', () => {
    const watching = rises()
    watching.push(block(1, { score: [0.5, 0.95] }))
    const before = watching.by(2)
    watching.push(block(3, { score: [0.1, 0.99, 0.3] }))
    expect(watching.by(2)).toEqual(before)
    expect(watching.by(1)).toBeNull()
  })
})

describe('a best value', () => {
  it('is told when it is plainly better, and of a score not point by point', () => {
    const values = Array.from({ length: 200 }, (_, index) => 0.5 + index / 1000)
    const best = told(() => new Moments(accuracy, []), 'score', values)
    expect(best.length).toBeGreaterThan(2)
    expect(best.length).toBeLessThan(20)
    for (const [index, { kind, value, step }] of best.entries()) {
      expect(kind).toBe('best')
      expect(value).toBe(Math.max(...Float32Array.from(values.slice(0, step))))
      expect(value - (best[index - 1]?.value ?? 0.5)).toBeGreaterThan(0.02 - 1e-6)
    }
  })
})

describe('an accident', () => {
  const wobble = (index: number): number => 1 + 0.3 * Math.sin(index * 12.9898)

  it('is a jump of what should fall, not its scatter', () => {
    const calm = Array.from({ length: 400 }, (_, index) => wobble(index) * Math.exp(-index / 200))
    expect(told(() => new Moments(loss, []), 'loss', calm)).toEqual([])
    const broken = calm.map((value, index) => (index >= 300 ? value * 20 : value))
    const spikes = told(() => new Moments(loss, []), 'loss', broken)
    expect(spikes.map(({ kind }) => kind)).toEqual(['spike'])
    expect(spikes[0]?.step).toBeGreaterThan(300)
    expect(spikes[0]?.step).toBeLessThan(306)
  })

  it('is a fall of what should rise, when it stays there', () => {
    const score = [...Array<number>(20).fill(0.95), 0.7, ...Array<number>(20).fill(0.95), 0.7, 0.6, 0.7, 0.8]
    const falls = told(() => new Moments(accuracy, []), 'score', score)
    expect(falls).toMatchObject([{ kind: 'relapse', step: 44, bestStep: 1 }])
  })
})

describe('a hand that holds a weight', () => {
  it('is followed until what it cost is made good', () => {
    const watching = new Moments(accuracy, [])
    watching.push(block(1, { score: [0.9, 0.9] }))
    watching.hold(true)
    watching.push(block(3, { score: [0.6, 0.5, 0.85] }))
    watching.hold(false)
    watching.push(block(6, { score: [0.7, 0.85, 0.895] }))
    expect(watching.happened.filter(({ kind }) => kind === 'healed')).toMatchObject([
      { step: 8, steps: 3, worst: expect.closeTo(0.5, 6) },
    ])
  })

  it('that costs nothing is not spoken of', () => {
    const watching = new Moments(accuracy, [])
    watching.push(block(1, { score: [0.9] }))
    watching.hold(true)
    watching.hold(false)
    watching.push(block(2, { score: [0.9, 0.9] }))
    expect(watching.happened).toEqual([])
  })
})
