import type { Happening, Told, Watch, Watched } from './happening'

/** A best value is told when it is better by so much than the one told before ... */
const BETTER_BY = 0.1
const POINTS = 0.02
/** ... and not sooner after it than this share of the run and so many steps: a sentence wants to be read. */
const APART = 0.5
const STEPS_APART = 25

/** The best value of a metric. The one it begins with is there to be beaten: it is never told. */
export class Best implements Watch {
  #start: Told | null = null
  #best: Told | null = null
  #told: Told | null = null

  constructor(
    readonly metric: string,
    readonly how: Watched,
  ) {}

  begin(value: number): void {
    this.#start = this.#best = this.#told = { step: 0, value }
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
