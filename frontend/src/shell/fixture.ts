import type { MetricsBlock, Run } from '../api/types'
import { floats } from '../views/fixture'

/** A run as the server has it. Used by tests. */
export const runAt = (id: string, step: number, fields: Partial<Run> = {}): Run => ({
  id,
  lab: 'lab',
  name: null,
  params: {},
  start_params: {},
  seed: 0,
  state: 'paused',
  step,
  device: 'cpu',
  parent: null,
  fork_step: null,
  message: null,
  speed: null,
  watched: false,
  max_steps: 1000,
  numerics: null,
  datasets: [],
  created: '',
  updated: '',
  revision: 0,
  pinned: false,
  resumable: true,
  ...fields,
})

/** Metrics from a step on, as they travel. Used by tests. */
export const block = (first: number, series: Record<string, number[]>): MetricsBlock => ({
  first,
  n: Object.values(series)[0]?.length ?? 0,
  series: Object.fromEntries(Object.entries(series).map(([name, values]) => [name, floats(values)])),
})
