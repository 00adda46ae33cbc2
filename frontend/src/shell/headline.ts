import type { LabDetail, Metric } from '../api/types'
import { quantity } from '../base/numbers'

/** The number that matters most in a lab: the last of those that are shown large. */
export function headlineOf(lab: LabDetail): { name: string; metric: Metric } | null {
  const last = Object.entries(lab.metrics).findLast(([, metric]) => metric.headline)
  return last ? { name: last[0], metric: last[1] } : null
}

export function written(metric: Metric, value: number | null): string {
  if (value === null || Number.isNaN(value)) return '–'
  return quantity(value, metric.percent)
}

/** Beside the digits there is no room for what stands in brackets. */
export const shortTitle = (title: string): string => title.replace(/\s*[(（].*$/, '')
