import type { Prediction } from '../api/types'
import type { Series } from '../views/curves/series'
import type { LiveRun } from './live.svelte'

/** How a prediction came out: the option that was right, and the value that decided it. */
export interface Verdict {
  right: number
  best: number
}

/** What the run that a fork was taken from had reached by then. */
interface Before {
  series: Series
  until: number
}

/**
 * The highest value that the metric reaches decides: as soon as the first option has come true, or when the steps of the
 * prediction are over or the run has ended. Null as long as it is open.
 */
export function verdictOf(
  prediction: Prediction,
  series: Series,
  step: number,
  ended: boolean,
  before?: Before,
): Verdict | null {
  const { metric, steps } = prediction
  const reached = [
    before?.series.curves.get(metric)?.highest(Math.min(steps, before.until)),
    series.curves.get(metric)?.highest(steps),
  ]
  const best = Math.max(...reached.map((value) => value ?? NaN).filter((value) => !Number.isNaN(value)))
  if (best === -Infinity) return null
  const right = prediction.options.findIndex(({ least }) => least === null || best >= least)
  return right === 0 || ended || step >= prediction.steps ? { right, best } : null
}

/** How a prediction of a run came out so far. */
export function judged(prediction: Prediction, live: LiveRun | null): Verdict | null {
  if (!live || live.version < 0) return null
  const before = live.parent ? { series: live.parent, until: live.past.first } : undefined
  return verdictOf(prediction, live.series, live.run.step, live.ended, before)
}
