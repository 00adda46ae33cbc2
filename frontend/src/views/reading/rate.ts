const SPAN_MS = 2000

/** How often something has happened of late. */
export class RateOf {
  #times: number[] = []

  /** Times a second, now that it has happened once more at `now` (ms). */
  after(now: number): number {
    this.#times = [...this.#times.filter((time) => time > now - SPAN_MS), now]
    const first = this.#times[0] ?? now
    return now > first ? ((this.#times.length - 1) * 1000) / (now - first) : 0
  }
}
