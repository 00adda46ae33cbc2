import type { Moment } from '../api/types'
import type { Happening, Watch } from './happening'
import { DEVIATIONS, Level } from './level'

/** Comes to a bound that the lab names; at the start it had not. */
export class Reaching implements Watch {
  #first: number | null = null
  #over = false

  constructor(readonly moment: Moment) {}

  begin(value: number): void {
    this.#over = this.#there(value)
  }

  watch(step: number, value: number): Happening | null {
    if (this.#over || !this.#there(value)) return null
    this.#over = true
    return { kind: 'reached', step, metric: this.moment.metric, value, moment: this.moment }
  }

  #there(value: number): boolean {
    const { least, most, of_first } = this.moment
    this.#first ??= value
    const scale = of_first ? this.#first : 1
    return (least != null && value >= least * scale) || (most != null && value <= most * scale)
  }
}

/** A jump: the mean of a few values lies so far above that of many, and further than they scatter. */
const TIMES = 2.5
const FEW = 5

/** What should fall jumps up. */
export class Jump implements Watch {
  readonly #level = new Level()
  #recent = NaN
  #jumped = false

  constructor(readonly metric: string) {}

  watch(step: number, value: number): Happening | null {
    const power = Math.log10(Math.max(value, 1e-30))
    const level = this.#level
    const { mean, deviation } = Number.isNaN(level.mean) ? { mean: power, deviation: 0 } : level
    if (Number.isNaN(this.#recent)) this.#recent = power
    this.#recent += (power - this.#recent) / FEW
    const excess = this.#recent - mean
    const far = Math.max(Math.log10(TIMES), (DEVIATIONS * deviation) / Math.sqrt(FEW))
    level.push(power)
    const happens = level.known && !this.#jumped && excess > far
    if (happens) this.#jumped = true
    else if (excess < Math.log10(TIMES) / 2) this.#jumped = false
    return happens ? { kind: 'spike', step, metric: this.metric, value, from: 10 ** mean } : null
  }
}

/** Something was reached when the level of so many values lies so far above the start. */
const LEVEL = 20
const REACHED = 0.2
/** It is lost when so many in a row lie at least so far below it, and further than values scatter ... */
const FALLEN = 0.1
const IN_A_ROW = 3
/** ... and has come back when so many are no longer half as far below. */
const BACK = 10

/** What should rise loses what it had reached. Ordinary swings, as at chance level, are no relapse. */
export class Relapse implements Watch {
  readonly #level = new Level(LEVEL)
  #start: number | null = null
  #held = -Infinity
  #best = { step: 0, value: -Infinity }
  #far = FALLEN
  #below = 0
  #above = 0
  #fallen = false

  constructor(readonly metric: string) {}

  begin(value: number): void {
    this.#start = value
  }

  watch(step: number, value: number): Happening | null {
    const start = (this.#start ??= value)
    if (value > this.#best.value) this.#best = { step, value }
    if (this.#fallen) {
      this.#above = value > this.#held - this.#far / 2 ? this.#above + 1 : 0
      this.#fallen = this.#above < BACK
      return null
    }
    const level = this.#level
    this.#far = Math.max(FALLEN, DEVIATIONS * level.deviation)
    const low = this.#held >= start + REACHED && value < this.#held - this.#far
    this.#below = low ? this.#below + 1 : 0
    if (!low) {
      level.push(value)
      if (level.known) this.#held = Math.max(this.#held, level.mean)
    }
    if (this.#below < IN_A_ROW) return null
    this.#fallen = true
    this.#above = this.#below = 0
    const { step: bestStep, value: best } = this.#best
    return { kind: 'relapse', step, metric: this.metric, value, best, bestStep }
  }
}
