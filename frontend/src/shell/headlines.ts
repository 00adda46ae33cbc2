import type { LabDetail, Metric } from '../api/types'
import { say } from '../base/language.svelte'
import { quantity } from '../base/numbers'
import type { LabSession } from './session.svelte'

export interface Headline {
  name: string
  title: string
  /** The title with what stands in brackets. */
  full: string
  text: string
}

/** Beside digits, and in a line, there is no room for what stands in brackets. */
export const shortTitle = (title: string): string => title.replace(/\s*[(（].*$/, '')

/** The numbers of a lab that stand beside its pictures, of what is shown; the last one is the one that matters. */
export function headlines({ lab, live, start }: LabSession): Headline[] {
  const ready = live !== null && live.version >= 0
  return Object.entries(lab.metrics)
    .filter(([, metric]) => metric.headline)
    .map(([name, metric]) => ({
      name,
      title: shortTitle(say(metric.title)),
      full: say(metric.title),
      text: written(metric, ready ? live.value(name) : (start.frame.metrics?.[name] ?? null)),
    }))
}

/** The one that matters most. */
export function headlineOf(lab: LabDetail): { name: string; metric: Metric } | null {
  const last = Object.entries(lab.metrics).findLast(([, metric]) => metric.headline)
  return last ? { name: last[0], metric: last[1] } : null
}

export function written(metric: Metric, value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : quantity(value, metric.percent)
}
