import type { LabDetail } from '../api/types'
import { say } from '../base/language.svelte'
import { formatNumber, quantity } from '../base/numbers'
import type { LiveRun } from './live.svelte'

export interface Headline {
  name: string
  title: string
  /** The title with what stands in brackets. */
  full: string
  text: string
}

/** Beside digits, and in a line, there is no room for what stands in brackets. */
export const shortTitle = (title: string): string => title.replace(/\s*[(（].*$/, '')

/** The numbers of a lab that stand beside its pictures, at the step shown; the last one is the one that matters. */
export function headlines(lab: LabDetail, live: LiveRun | null): Headline[] {
  const known = live && live.version >= 0 ? live.series.curves : null
  return Object.entries(lab.metrics)
    .filter(([, metric]) => metric.headline)
    .map(([name, metric]) => {
      const curve = known?.get(name)
      const value = live?.viewed == null ? curve?.last.value : (curve?.at(live.viewed) ?? undefined)
      return {
        name,
        title: shortTitle(say(metric.title)),
        full: say(metric.title),
        text:
          value === undefined || Number.isNaN(value)
            ? '–'
            : metric.count
              ? formatNumber(value)
              : quantity(value, metric.percent),
      }
    })
}
