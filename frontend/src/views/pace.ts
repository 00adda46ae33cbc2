/** A text alternative follows the numbers, but not faster than it can be read: every two seconds. */
export const SPOKEN_RATE = 0.5

/**
 * Decides when a picture is drawn: one drawing at a time, none before the last was painted, not more often than `rate`
 * a second. Offers in between are conflated by the caller, who draws the newest.
 */
export class Pace {
  #wanted = false
  #busy = false
  #closed = false
  #drawn = -Infinity

  constructor(
    public rate: number,
    readonly draw: () => Promise<void>,
  ) {}

  request(): void {
    this.#wanted = true
    if (!this.#busy) void this.#work()
  }

  close(): void {
    this.#closed = true
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      while (this.#wanted && !this.#closed) {
        const wait = this.#drawn + 1000 / this.rate - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (this.#closed) return
        this.#wanted = false
        this.#drawn = performance.now()
        await this.draw()
        await painted()
      }
    } finally {
      this.#busy = false
    }
  }
}

/** Resolves after the next paint; in a hidden page, which paints nothing, after a moment. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250)
    requestAnimationFrame(() => {
      setTimeout(() => {
        clearTimeout(late)
        resolve()
      }, 0)
    })
  })
}
