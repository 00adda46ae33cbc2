/** A text alternative follows the numbers, but not faster than it can be read: every two seconds. */
export const SPOKEN_RATE = 0.5

/** A drawing that took longer than this, in milliseconds, is followed by a rest of twice as long. */
const SLOW_MS = 50

/**
 * Decides when a picture is drawn: one drawing at a time, none before the last was painted, not more often than `rate`
 * a second, and where drawing is slow, in a third of the time: the page must go on listening. Offers in between are
 * conflated by the caller, who draws the newest.
 */
export class Pace {
  #wanted = false
  #busy = false
  #closed = false
  /** Before then nothing is drawn. */
  #next = -Infinity

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
        const wait = this.#next - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (this.#closed) return
        this.#wanted = false
        const began = performance.now()
        await this.draw()
        const cost = performance.now() - began
        this.#next = Math.max(began + 1000 / this.rate, cost > SLOW_MS ? began + 3 * cost : 0)
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
