/** Of so many values at least this share has to be there before anything is said of them. */
const ENOUGH = 0.5

/** What is further away than so many of them is out of the ordinary. */
export const DEVIATIONS = 4

/** The mean of the last many values, and how far they scatter around it. */
export class Level {
  #count = 0
  #variance = 0
  mean = NaN

  constructor(readonly many = 60) {}

  push(value: number): void {
    if (++this.#count === 1) this.mean = value
    const share = 1 / Math.min(this.#count, this.many)
    this.#variance += ((value - this.mean) ** 2 - this.#variance) * share
    this.mean += (value - this.mean) * share
  }

  get deviation(): number {
    return Math.sqrt(this.#variance)
  }

  get known(): boolean {
    return this.#count > ENOUGH * this.many
  }
}
