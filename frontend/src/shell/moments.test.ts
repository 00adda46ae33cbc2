import { describe, expect, it } from 'vitest'
import type { Moment } from '../api/types'
import { block } from './fixture'
import type { Happening } from './happening'
import { Moments } from './moments'

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
/** A run of which the page has all that was before its record: nothing. */
function begun(moments: Moments): Moments {
  moments.begin(null, [])
  return moments
}
/** Everything that happened in one curve, however it was cut into blocks. */
function told(moments: () => Moments, name: string, values: number[], cut = values.length): Happening[] {
  const watching = begun(moments())
  for (let at = 0; at < values.length; at += cut)
    watching.push(block(1 + at, { [name]: values.slice(at, at + cut) }))
  return watching.happened
}
const accuracy = { score: { better: 'more', headline: true, percent: true } } as const
const loss = { loss: { better: 'less' } } as const
/** Between -1 and 1 without order. */
const swing = (index: number): number => Math.sin(index * 12.9898)

describe('a bound that a lab names', () => {
  const falls = (): Moments => new Moments({}, [moment('loss', { most: 0.5, of_first: true })])
  const rises = (): Moments => new Moments({}, [moment('score', { least: 0.9 })])

  it('is reached once, at its first step', () => {
    expect(told(falls, 'loss', [4, 3, 2, 1, 5, 1])).toMatchObject([{ kind: 'reached', step: 3, value: 2 }])
    expect(told(rises, 'score', [0.5, 0.89, 0.95, 0.2, 0.99])).toMatchObject([{ step: 3 }])
    expect(told(rises, 'score', [0.5, 0.6])).toEqual([])
  })

  it('is measured against the start, where that is known, and is no news if the start had it', () => {
    const watching = falls()
    watching.begin({ loss: 6 }, [])
    watching.push(block(1, { loss: [2.9, 1.4] }))
    expect(watching.happened).toMatchObject([{ kind: 'reached', step: 1 }])
    const lucky = rises()
    lucky.begin({ score: 0.95 }, [])
    lucky.push(block(1, { score: [0.5, 0.95] }))
    expect(lucky.happened).toEqual([])
  })

  it('is told the same however the record comes, and skips what is missing', () => {
    const values = [NaN, 4, NaN, 3, 1.9, NaN, 0.1]
    expect(told(falls, 'loss', values, 1)).toEqual(told(falls, 'loss', values))
    expect(told(falls, 'loss', values)).toMatchObject([{ step: 5 }])
  })

  it('never turns false: what had happened by a step stays when the run goes on', () => {
    const watching = begun(rises())
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

describe('the best so far', () => {
  const climbs = (): Moments => new Moments(accuracy, [])
  const record = Float32Array.from({ length: 2000 }, (_, index) =>
    Math.round((0.9 - 0.5 / (1 + index / 60) + 0.03 * Math.sin(index * 12.9898)) * 120),
  ).map((count) => count / 120)

  it('is better than every value before it, told at the step that had it', () => {
    const best = told(climbs, 'score', [...record])
    expect(best.length).toBeGreaterThan(3)
    for (const { step, kind, value } of best) {
      expect(kind).toBe('best')
      expect(value).toBe(record[step - 1])
      expect(value).toBeGreaterThan(Math.max(...record.slice(0, step - 1)))
    }
  })

  it('is told the same however the record comes, and leaves time to read', () => {
    const best = told(climbs, 'score', [...record])
    expect(told(climbs, 'score', [...record], 7)).toEqual(best)
    const falls = Array.from({ length: 1500 }, (_, index) => 2.3 * 0.99 ** index)
    const losses = (): Moments => new Moments({ loss: { better: 'less', headline: true } }, [])
    expect(told(losses, 'loss', falls).length).toBeLessThan(12)
  })

  it('is a value that was missed when its own step was too soon', () => {
    const score = [0.5, ...Array<number>(30).fill(0.7), 0.95, ...Array<number>(30).fill(0.9)]
    expect(told(climbs, 'score', score)).toMatchObject([
      { step: 2, value: expect.closeTo(0.7, 6) },
      { step: 32, value: expect.closeTo(0.95, 6) },
    ])
  })

  it('has the start to beat, and of the record itself its first value', () => {
    const watching = new Moments({ loss: { better: 'less', headline: true } }, [])
    watching.begin({ loss: 6 }, [])
    watching.push(block(1, { loss: [9, 8, 12] }))
    expect(watching.best('loss')).toBeNull()
    watching.push(block(4, { loss: [5, 7] }))
    expect(watching.best('loss')).toEqual({ step: 4, value: 5 })
    const rising = begun(climbs())
    rising.push(block(1, { score: [0.5, 0.25] }))
    expect(rising.best('score')).toBeNull()
    expect(rising.best('loss')).toBeNull()
  })
})

describe('a fork', () => {
  const bound = moment('score', { least: 0.75 })
  const forked = (): Moments => new Moments(accuracy, [bound])

  it('keeps what its parent has seen, and calls nothing the first or the best that was not', () => {
    const fork = forked()
    fork.push(block(5, { score: [0.8, 0.8125] }))
    expect(fork.happened).toEqual([])
    const parents = block(1, { score: [0.5, 0.75, 0.875, 0.75, 0.9] })
    fork.begin({ score: 0.25 }, [{ ...parents, n: 4 }])
    expect(fork.happened).toMatchObject([{ kind: 'reached', step: 2 }])
    expect(fork.best('score')).toEqual({ step: 3, value: 0.875 })
    fork.push(block(7, { score: [0.9375] }))
    expect(fork.best('score')).toEqual({ step: 7, value: 0.9375 })
  })

  it('of which nothing before is known tells nothing', () => {
    const fork = forked()
    fork.push(block(5, { score: [0.5, 0.8] }))
    expect(fork.happened).toEqual([])
    expect(fork.best('score')).toBeNull()
  })
})

describe('an accident', () => {
  const wobble = (index: number): number => 1 + 0.3 * swing(index)

  it('is a jump of what should fall, not its scatter', () => {
    const calm = Array.from({ length: 400 }, (_, index) => wobble(index) * Math.exp(-index / 200))
    expect(told(() => new Moments(loss, []), 'loss', calm)).toEqual([])
    const broken = calm.map((value, index) => (index >= 300 ? value * 20 : value))
    const spikes = told(() => new Moments(loss, []), 'loss', broken)
    expect(spikes.map(({ kind }) => kind)).toEqual(['spike'])
    expect(spikes[0]?.step).toBeGreaterThan(300)
    expect(spikes[0]?.step).toBeLessThan(306)
  })

  it('is no ordinary swing of what has reached nothing', () => {
    const chance = Array.from(
      { length: 2000 },
      (_, index) => 0.5 + 0.08 * Math.sin(index / 9) + 0.05 * swing(index),
    )
    const kinds = told(() => new Moments(accuracy, []), 'score', chance).map(({ kind }) => kind)
    expect(kinds).not.toContain('relapse')
  })

  it('is told once as long as nothing comes back, and again when what came back is lost again', () => {
    const good = [0.5, ...Array.from({ length: 99 }, (_, index) => 0.95 + 0.01 * swing(index))]
    const bad = Array.from({ length: 100 }, (_, index) => 0.6 + 0.1 * swing(index))
    const relapses = (score: number[]): number[] =>
      told(() => new Moments(accuracy, []), 'score', score).flatMap(({ kind, step }) =>
        kind === 'relapse' ? [step] : [],
      )
    expect(relapses([...good, ...bad, ...bad])).toEqual([103])
    expect(relapses([...good, ...bad, ...good, ...bad])).toEqual([103, 303])
  })

  it('is a fall of what should rise, when it stays there', () => {
    const score = [
      0.5,
      ...Array<number>(50).fill(0.95),
      0.7,
      ...Array<number>(20).fill(0.95),
      0.7,
      0.6,
      0.7,
      0.8,
    ]
    const falls = told(() => new Moments(accuracy, []), 'score', score)
    expect(falls.filter(({ kind }) => kind !== 'best')).toMatchObject([
      { kind: 'relapse', step: 75, bestStep: 2 },
    ])
  })
})

describe('a hand that holds a weight', () => {
  it('is followed until what it cost is made good', () => {
    const watching = begun(new Moments(accuracy, []))
    watching.push(block(1, { score: [0.9, 0.9] }))
    watching.hold(true)
    watching.push(block(3, { score: [0.6, 0.5, 0.85] }))
    watching.hold(false)
    watching.push(block(6, { score: [0.7, 0.9, 0.85, 0.895, 0.9] }))
    expect(watching.happened.filter(({ kind }) => kind === 'healed')).toEqual([])
    watching.push(block(11, { score: [0.92] }))
    expect(watching.happened.filter(({ kind }) => kind === 'healed')).toMatchObject([
      { step: 9, steps: 4, value: expect.closeTo(0.895, 6), worst: expect.closeTo(0.5, 6) },
    ])
  })

  it('heals nothing where the values only scatter', () => {
    const scattered = (index: number): number => 0.98 + 0.012 * swing(index)
    const watching = begun(new Moments(accuracy, []))
    watching.push(block(1, { score: Array.from({ length: 80 }, (_, index) => scattered(index)) }))
    watching.hold(true)
    watching.push(block(81, { score: [0.95, 0.99] }))
    watching.hold(false)
    watching.push(block(83, { score: [0.992, 0.992, 0.992, 0.992] }))
    expect(watching.happened.filter(({ kind }) => kind === 'healed')).toEqual([])
  })

  it('that costs nothing is not spoken of', () => {
    const watching = begun(new Moments(accuracy, []))
    watching.push(block(1, { score: [0.9] }))
    watching.hold(true)
    watching.hold(false)
    watching.push(block(2, { score: [0.9, 0.9] }))
    expect(watching.happened).toEqual([])
  })
})
