import type { Happening, Watch, Watched } from './happening'
import { DEVIATIONS, Level } from './level'

/** It hurts when it costs more than this share, of shares more than so many points, and more than values scatter. */
const HURTS = 0.5
const HURTS_POINTS = 0.05
/** Made good: no further below what it was than this, or than values scatter, so many times in a row. */
const HEALED = 0.1
const HEALED_POINTS = 0.01
const IN_A_ROW = 3

/** What a held parameter costs, and how soon it is made good. */
export class Hurt implements Watch {
  readonly #level = new Level()
  /** Whether a hand has done something that may hurt, and whether it still does. */
  #touched = false
  #held = false
  #worst = NaN
  #last = 0
  #letGo = 0
  /** Values that are as good as before, from the first of them. */
  #well: { step: number; value: number; count: number } | null = null

  constructor(
    readonly metric: string,
    readonly how: Watched,
  ) {}

  hold(held: boolean): void {
    if (held && !this.#touched) this.#worst = this.#level.mean
    if (!held && this.#held) this.#letGo = this.#last
    this.#touched ||= held
    this.#held = held
    this.#well = null
  }

  watch(step: number, value: number): Happening | null {
    this.#last = step
    if (!this.#touched) {
      this.#level.push(value)
      return null
    }
    if (!(this.#loss(value) <= this.#loss(this.#worst))) this.#worst = value
    if (this.#held || step <= this.#letGo) return null
    const { percent } = this.how
    const { mean, deviation } = this.#level
    const bound = Math.max(percent ? HURTS_POINTS : HURTS * Math.abs(mean), DEVIATIONS * deviation)
    if (!(this.#loss(this.#worst) > bound)) {
      this.#touched = false
      return null
    }
    const near = Math.max(percent ? HEALED_POINTS : HEALED * Math.abs(mean), deviation)
    if (this.#loss(value) > near) this.#well = null
    else this.#well = { step, value, ...this.#well, count: (this.#well?.count ?? 0) + 1 }
    const well = this.#well
    if (!well || well.count < IN_A_ROW) return null
    this.#touched = false
    return {
      kind: 'healed',
      step: well.step,
      metric: this.metric,
      value: well.value,
      steps: well.step - this.#letGo,
      worst: this.#worst,
    }
  }

  /** How much worse than it was. */
  #loss(value: number): number {
    return this.how.better === 'more' ? this.#level.mean - value : value - this.#level.mean
  }
}
