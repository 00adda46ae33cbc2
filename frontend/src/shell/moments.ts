import { unpack } from '../api/arrays'
import type { Metric, MetricsBlock, Moment } from '../api/types'

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

type Watch = (step: number, value: number) => Happening | null
interface Watched {
  better?: Metric['better']
  headline?: boolean
  percent?: boolean
}
/** A value of a metric and the step that had it. */
export interface Told {
  step: number
  value: number
}

/**
 * A run is told from its beginning, the steps before a fork included: until these are known, what comes waits, since
 * nothing can be called the first or the best of a record of which only the end is there.
 */
export class Moments {
  /** In the order of their steps. */
  readonly happened: Happening[] = []
  readonly #watches = new Map<string, Watch[]>()
  readonly #hurts: Hurt[] = []
  readonly #bests = new Map<string, Best>()
  #waiting: (() => void)[] | null = []

  constructor(metrics: { [name: string]: Watched }, moments: readonly Moment[]) {
    for (const moment of moments) this.#watch(moment.metric, reaching(moment))
    for (const [name, metric] of Object.entries(metrics)) {
      if (metric.better && metric.headline) {
        const best = new Best(name, metric)
        this.#bests.set(name, best)
        this.#watch(name, (step, value) => best.watch(step, value))
        const hurt = new Hurt(name, metric)
        this.#hurts.push(hurt)
        this.#watch(name, (step, value) => hurt.watch(step, value))
      }
      if (metric.better === 'less') this.#watch(name, jumping(name))
      if (metric.better === 'more' && metric.percent) this.#watch(name, relapsing(name))
    }
  }

  #watch(metric: string, watch: Watch): void {
    const watches = this.#watches.get(metric) ?? []
    this.#watches.set(metric, [...watches, watch])
  }

  /** What was before the run's own record: the metrics of its start, where it was measured, and of earlier runs. */
  begin(start: { [name: string]: number } | null, before: readonly MetricsBlock[]): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const [name, best] of this.#bests) best.begin(start?.[name])
    for (const block of before) this.#take(block)
    for (const act of waiting) act()
  }

  push(block: MetricsBlock): void {
    this.#inTurn(() => this.#take(block))
  }

  /** A hand takes hold of a parameter, or lets go of it. */
  hold(held: boolean): void {
    this.#inTurn(() => this.#hurts.forEach((hurt) => hurt.hold(held)))
  }

  /** The best value of a headline so far, of the record or of others; null where none was better than the start. */
  best(metric: string, others: readonly Told[] = []): Told | null {
    return this.#bests.get(metric)?.among(others) ?? null
  }

  #inTurn(act: () => void): void {
    if (this.#waiting) this.#waiting.push(act)
    else act()
  }

  #take(block: MetricsBlock): void {
    const fresh: Happening[] = []
    for (const [name, packed] of Object.entries(block.series)) {
      const watches = this.#watches.get(name)
      if (!watches) continue
      const values = unpack(packed)
      for (let index = 0; index < block.n; index++) {
        const value = values[index] ?? NaN
        if (!Number.isFinite(value)) continue
        for (const watch of watches) {
          const happening = watch(block.first + index, value)
          if (happening) fresh.push(happening)
        }
      }
    }
    if (fresh.length === 0) return
    this.happened.push(...fresh)
    this.happened.sort((a, b) => a.step - b.step) // what was the best is told a little later
  }

  /** The last thing that had happened by a step. */
  by(step: number): Happening | null {
    return this.happened.findLast((happening) => happening.step <= step) ?? null
  }
}

function reaching(moment: Moment): Watch {
  let first: number | null = null
  let over = false
  return (step, value) => {
    first ??= value
    if (over) return null
    const scale = moment.of_first ? first : 1
    const high = moment.least != null && value >= moment.least * scale
    const low = moment.most != null && value <= moment.most * scale
    if (!high && !low) return null
    over = true
    return { kind: 'reached', step, metric: moment.metric, value, moment }
  }
}

/** A best value is told when it is better by so much than the one told before ... */
const BETTER_BY = 0.1
const POINTS = 0.02
/** ... and not sooner after it than this share of the run and so many steps: a sentence wants to be read. */
const APART = 0.5
const STEPS_APART = 25

/** The best value of a metric. The one it begins with is there to be beaten: it is never told. */
class Best {
  #start: Told | null = null
  #best: Told | null = null
  #told: Told | null = null

  constructor(
    readonly metric: string,
    readonly how: Watched,
  ) {}

  begin(value: number | undefined): void {
    if (value !== undefined) this.#start = this.#best = this.#told = { step: 0, value }
  }

  /** The best of the record and of others; the start and what is no better do not count. */
  among(others: readonly Told[]): Told | null {
    const best = others.reduce(
      (best, told) => (best && this.#gain(told.value, best.value) > 0 ? told : best),
      this.#best,
    )
    return best === this.#start ? null : best
  }

  watch(step: number, value: number): Happening | null {
    this.#start ??= this.#told = { step, value }
    this.#best ??= this.#start
    if (this.#gain(value, this.#best.value) > 0) this.#best = { step, value }
    const best = this.#best
    const told = (this.#told ??= this.#start)
    const { percent } = this.how
    if (this.#gain(best.value, told.value) < (percent ? POINTS : BETTER_BY * Math.abs(told.value)))
      return null
    if (step < Math.max(told.step * (1 + APART), told.step + STEPS_APART)) return null
    this.#told = { step, value: best.value }
    return { kind: 'best', metric: this.metric, ...best }
  }

  #gain(value: number, before: number): number {
    return this.how.better === 'more' ? value - before : before - value
  }
}

/** A jump: the mean of a few values lies so far above that of many, and further than they scatter. */
const TIMES = 2.5
const DEVIATIONS = 4
const FEW = 5
const MANY = 60

function jumping(metric: string): Watch {
  let mean = NaN
  let variance = 0
  let recent = NaN
  let count = 0
  let jumped = false
  return (step, value) => {
    const level = Math.log10(Math.max(value, 1e-30))
    if (++count === 1) mean = recent = level
    recent += (level - recent) / FEW
    const excess = recent - mean
    const far = Math.max(Math.log10(TIMES), (DEVIATIONS * Math.sqrt(variance)) / Math.sqrt(FEW))
    const happens = count > MANY / 2 && !jumped && excess > far
    const from = 10 ** mean
    if (happens) jumped = true
    else if (excess < Math.log10(TIMES) / 2) jumped = false
    const share = 1 / Math.min(count, MANY)
    variance += ((level - mean) ** 2 - variance) * share
    mean += (level - mean) * share
    return happens ? { kind: 'spike', step, metric, value, from } : null
  }
}

/** A relapse: three values in a row at least so far below the best. */
const FALLEN = 0.1
const IN_A_ROW = 3

function relapsing(metric: string): Watch {
  let best = -Infinity
  let bestStep = 0
  let below = 0
  let fallen = false
  return (step, value) => {
    if (value > best) {
      best = value
      bestStep = step
    }
    if (value > best - FALLEN / 3) fallen = false
    below = value < best - FALLEN ? below + 1 : 0
    if (below < IN_A_ROW || fallen) return null
    fallen = true
    return { kind: 'relapse', step, metric, value, best, bestStep }
  }
}

/** Made good: no further below what it was than this, of shares in points. */
const HEALED = 0.1
const HEALED_POINTS = 0.01

/** What a held parameter costs, and how soon it is made good. */
class Hurt {
  #before: number | null = null
  #worst = NaN
  #letGo: number | null = null
  #last = { step: 0, value: NaN }

  constructor(
    readonly metric: string,
    readonly how: Watched,
  ) {}

  hold(held: boolean): void {
    if (held) {
      if (this.#before === null) this.#worst = this.#last.value
      this.#before ??= this.#last.value
      this.#letGo = null
    } else if (this.#before !== null) this.#letGo = this.#last.step
  }

  watch(step: number, value: number): Happening | null {
    this.#last = { step, value }
    const before = this.#before
    if (before === null) return null
    if (this.#worse(value, this.#worst)) this.#worst = value
    const bound = this.how.percent ? HEALED_POINTS : HEALED * Math.abs(before)
    const hurts = Math.abs(this.#worst - before) > bound
    if (
      this.#letGo === null ||
      step <= this.#letGo ||
      (hurts && this.#worse(value, before) && Math.abs(value - before) > bound)
    )
      return null
    const happening: Happening = {
      kind: 'healed',
      step,
      metric: this.metric,
      value,
      steps: step - this.#letGo,
      worst: this.#worst,
    }
    this.#before = this.#letGo = null
    return hurts ? happening : null
  }

  #worse(a: number, b: number): boolean {
    return this.how.better === 'more' ? a < b : a > b
  }
}
