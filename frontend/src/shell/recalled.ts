import type { Series } from '../views/curves/series'
import type { Past } from './past.svelte'

/** What a record had by a step: its curves hold every value of a short run, of a long one only the server does. */

/** The last value of a metric by a step; null where there is none, undefined where it was not recalled yet. */
export function lastBy(
  series: Series,
  past: Past | null,
  name: string,
  step: number,
): number | null | undefined {
  const curve = series.curves.get(name)
  const value = curve ? curve.at(step) : null
  return value === undefined ? past?.recalled(name, step) : value
}

/** Asks the server for what the curves do not hold any more. */
export async function recall(series: Series, past: Past | null, step: number): Promise<void> {
  const thinned = [...series.curves.values()].some((curve) => curve.at(step) === undefined)
  if (thinned) await past?.recall(step)
}
