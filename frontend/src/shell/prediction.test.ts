import { describe, expect, it } from 'vitest'
import type { Prediction } from '../api/types'
import { Curve } from '../views/curves/buckets'
import { Series } from '../views/curves/series'
import { verdictOf } from './prediction'

const same = (text: string): { en: string; zh: string } => ({ en: text, zh: text })
const prediction: Prediction = {
  question: same('?'),
  metric: 'accuracy',
  steps: 100,
  options: [
    { text: same('yes'), least: 0.95 },
    { text: same('partly'), least: 0.75 },
    { text: same('no'), least: null },
  ],
  because: same(''),
  measured: same(''),
}

function reached(values: [number, number][]): Series {
  const series = new Series()
  const curve = new Curve()
  for (const [step, value] of values) curve.push(step, value)
  series.curves.set('accuracy', curve)
  return series
}

describe('verdictOf', () => {
  it('is open before the steps are over', () =>
    expect(verdictOf(prediction, reached([[50, 0.9]]), 50, false)).toBeNull())
  it('is decided at once when the first option comes true', () =>
    expect(verdictOf(prediction, reached([[50, 0.96]]), 50, false)).toEqual({
      right: 0,
      best: { step: 50, value: 0.96 },
      steps: 50,
    }))
  it('takes the best value, not the last', () => {
    const series = reached([
      [50, 0.8],
      [90, 0.6],
    ])
    expect(verdictOf(prediction, series, 100, false)).toEqual({
      right: 1,
      best: { step: 50, value: 0.8 },
      steps: 100,
    })
  })
  it('does not look beyond its steps', () => {
    const series = reached([
      [50, 0.5],
      [101, 1],
    ])
    expect(verdictOf(prediction, series, 101, false)).toEqual({
      right: 2,
      best: { step: 50, value: 0.5 },
      steps: 100,
    })
  })
  it('is decided when the run ends', () =>
    expect(verdictOf(prediction, reached([[20, 0.5]]), 20, true)).toEqual({
      right: 2,
      best: { step: 20, value: 0.5 },
      steps: 20,
    }))
  it('knows what was reached before a fork, and nothing that came after it', () => {
    const before = reached([
      [40, 0.8],
      [70, 1],
    ])
    const fork = reached([[101, 0.5]])
    expect(verdictOf(prediction, fork, 101, false, { series: before, until: 60 })).toEqual({
      right: 1,
      best: { step: 40, value: 0.8 },
      steps: 100,
    })
    expect(verdictOf(prediction, new Series(), 120, false, { series: before, until: 120 })).toEqual({
      right: 0,
      best: { step: 70, value: 1 },
      steps: 100,
    })
  })
  it('needs a value', () => expect(verdictOf(prediction, new Series(), 100, true)).toBeNull())
})
