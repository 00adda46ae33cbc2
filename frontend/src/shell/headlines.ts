import type { Figures, LabDetail } from '../api/types'
import { say, t } from '../base/language.svelte'
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

/** The numbers of a lab that stand beside its pictures, at the step shown; the last one is the one that matters. */
export function headlines(lab: LabDetail, live: LiveRun | null, figures: Figures): Headline[] {
  const known = live && live.version >= 0 ? live.series.curves : null
  return Object.entries(lab.metrics)
    .filter(([, metric]) => metric.headline)
    .map(([name, { percent, count }]) => {
      const title = metricTitle(name, lab, figures)
      const curve = known?.get(name)
      const value = live?.viewed == null ? curve?.last.value : (curve?.at(live.viewed) ?? undefined)
      return {
        name,
        title: shortTitle(title),
        full: title,
        text:
          value === undefined || Number.isNaN(value)
            ? '–'
            : count
              ? formatNumber(value)
              : quantity(value, percent),
      }
    })
}
