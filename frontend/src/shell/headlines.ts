import type { Figures, LabDetail, Metric } from '../api/types'
import { say, t } from '../base/language.svelte'
import { MISSING, quantity } from '../base/numbers'
import { met } from '../controls/model'
import type { LabSession } from './session.svelte'

interface Head {
  name: string
  metric: Metric
}

export interface Headline {
  name: string
  title: string
  /** The title with what stands in brackets. */
  full: string
  text: string
}

/** Beside digits, and in a line, there is no room for what stands in brackets. */
export const shortTitle = (title: string): string => title.replace(/\s*[(（].*$/, '')

/** What a metric is called: as its curve where that has a name of its own, "True loss, 1: Adam". */
export function metricTitle(metric: string, lab: LabDetail, figures: Figures): string {
  for (const figure of Object.values(figures)) {
    if (figure.kind !== 'curves') continue
    const own = figure.names[figure.series.indexOf(metric)]
    if (own) return t('number_of', { title: say(figure.title), name: say(own) })
  }
  const known = lab.metrics[metric]
  return known ? say(known.title) : metric
}

/** The numbers of a lab that stand beside its pictures, of what is shown; the last one is the one that matters. */
export function headlines({ lab, live, start, figures, params }: LabSession): Headline[] {
  const ready = live !== null && live.version >= 0
  return Object.entries(lab.metrics)
    .filter(([, metric]) => metric.headline && met(metric.when ?? {}, params))
    .map(([name, metric]) => {
      const title = metricTitle(name, lab, figures)
      const value = ready ? live.value(name) : (start.frame.metrics?.[name] ?? null)
      return { name, title: shortTitle(title), full: title, text: written(metric, value) }
    })
}

/** The one that matters most under these parameters. */
export function headlineOf({ lab, params }: Pick<LabSession, 'lab' | 'params'>): Head | null {
  const last = Object.entries(lab.metrics).findLast(
    ([, metric]) => metric.headline && met(metric.when ?? {}, params),
  )
  return last ? { name: last[0], metric: last[1] } : null
}

/** A value of a metric, the same wherever it is written. */
export function written(metric: Metric | undefined, value: number | null): string {
  return value === null ? MISSING : quantity(value, metric?.percent)
}

/** So many characters of the number that matters have room at its full size. */
const ROOMY = 7

/** By how much a number is drawn smaller so that all of it has room. */
export const shrunk = (text: string): number => Math.min(1, ROOMY / [...text].length)
