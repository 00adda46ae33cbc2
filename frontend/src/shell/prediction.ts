import type { Prediction } from '../api/types'
import type { Series } from '../views/curves/series'
import type { Told } from './happening'
import type { LiveRun } from './live.svelte'

/** How a prediction came out: the option that was right, and the value that decided it. */
export interface Verdict {
  right: number
  best: Told
  /** How many steps were looked at. */
  steps: number
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
  ].filter((told) => told != null)
  const [first, ...others] = reached
  if (!first) return null
  const best = others.reduce((best, told) => (told.value > best.value ? told : best), first)
  const right = prediction.options.findIndex(({ least }) => least === null || best.value >= least)
  const over = ended || step >= steps
  return right === 0 || over ? { right, best, steps: Math.min(step, steps) } : null
}

/** How a prediction of a run came out so far. */
export function judged(prediction: Prediction, live: LiveRun | null): Verdict | null {
  if (!live || live.version < 0) return null
  const before = live.parent ? { series: live.parent, until: live.past.first } : undefined
  return verdictOf(prediction, live.series, live.run.step, live.ended, before)
}
