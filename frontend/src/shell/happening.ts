import type { Metric, Moment } from '../api/types'

/**
 * What happened in a run, told from every value of its record: no sentence turns false as the run goes on, because each
 * speaks of the step at which it became true.
 */
export type Happening =
  /** A metric came to a bound that the lab names. */
  | { kind: 'reached'; step: number; metric: string; value: number; moment: Moment }
  /** A headline was better than ever before: told only now and then, but always of the step that was the best. */
  | { kind: 'best'; step: number; metric: string; value: number }
  /** What should fall jumped up. */
  | { kind: 'spike'; step: number; metric: string; value: number; from: number }
  /** A parameter that a hand held was let go, and the network made good what that had cost. */
  | { kind: 'healed'; step: number; metric: string; value: number; steps: number; worst: number }
  /** What should rise fell far below its best. */
  | { kind: 'relapse'; step: number; metric: string; value: number; best: number; bestStep: number }

/** What is known of a metric. */
export interface Watched {
  better?: Metric['better']
  headline?: boolean
  percent?: boolean
}

/** A value of a metric and the step that had it. */
export interface Told {
  step: number
  value: number
}

/** Follows one metric of a record and says what happens in it. */
export interface Watch {
  /** The value at the start, where it was measured: it is there before the record. */
  begin?(value: number): void
  watch(step: number, value: number): Happening | null
}
