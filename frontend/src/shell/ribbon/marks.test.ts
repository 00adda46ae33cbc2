import { describe, expect, it } from 'vitest'
import { changesOf, joined, placed, type Mark } from './marks'

const change = (step: number, value: object) => ({ step, kind: 'params' as const, value: { ...value } })

describe('changes', () => {
  it('say which parameter, from what to what, nested ones too', () => {
    const log = [
      change(5, { lr: 0.3, data: { kind: 'a', noise: 0 } }),
      change(9, { lr: 0.3, data: { kind: 'a', noise: 1 } }),
      { step: 12, kind: 'action' as const, value: {} },
      change(14, { lr: 0.3, data: { kind: 'a', noise: 1 } }),
      change(15, { lr: 0.2 }),
      change(16, { data: { kind: 'a', noise: 0 } }),
    ]
    expect(changesOf(log, { lr: 0.1, data: { kind: 'a', noise: 0 } })).toEqual([
      { kind: 'change', step: 5, param: ['lr'], from: 0.1, to: 0.3 },
      { kind: 'change', step: 9, param: ['data', 'noise'], from: 0, to: 1 },
      { kind: 'act', step: 12 },
      { kind: 'change', step: 15, param: ['lr'], from: 0.3, to: 0.2 },
      { kind: 'change', step: 16, param: ['data', 'noise'], from: 1, to: 0 },
    ])
  })

  it('of one parameter that lie close together count as one, and none that was taken back', () => {
    const at = (step: number): number => step
    const steps: Mark[] = [1, 2, 3].map((step) => ({
      kind: 'change',
      step,
      param: ['lr'],
      from: step,
      to: step + 1,
    }))
    expect(joined(steps, at, 5)).toEqual([{ kind: 'change', step: 3, param: ['lr'], from: 1, to: 4 }])
    expect(joined(steps, at, 0.5)).toHaveLength(3)
    const back: Mark[] = [
      { kind: 'change', step: 1, param: ['lr'], from: 1, to: 2 },
      { kind: 'change', step: 2, param: ['lr'], from: 2, to: 1 },
    ]
    expect(joined(back, at, 5)).toEqual([])
  })
})

it('lets the earlier of two words go where both have no room', () => {
  const marks = [10, 40, 400].map((step) => ({ mark: { kind: 'act' as const, step }, word: 'changed' }))
  const words = placed(
    marks,
    (step) => step,
    () => 60,
    { left: 0, right: 420 },
  )
  expect(words.map(({ left }) => left)).toEqual([null, 48, 332])
  expect(words.map(({ x }) => x)).toEqual([10, 40, 400])
})
