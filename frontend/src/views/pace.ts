import { drawing } from '../base/settled.svelte'

/** A text alternative follows the numbers, but not faster than it can be read: every two seconds. */
const SPOKEN_RATE = 0.5

/** A drawing that took longer than this, in milliseconds, is followed by a rest of twice as long. */
const SLOW_MS = 50

/**
 * Decides when a picture is drawn: one drawing at a time, none before the last was painted, not more often than `rate`
 * a second, and where drawing is slow, in a third of the time: the page must go on listening. Offers in between are
 * conflated by the caller, who draws the newest.
 */
export class Pace {
  #wanted = false
  #closed = false
  #busy = false
  /** The drawing under way, until it is painted. */
  #drawing: Promise<void> = Promise.resolve()
  /** Before then nothing is drawn. */
  #next = -Infinity
  /** Those who wait until what was asked for so far is painted. */
  #waiting: (() => void)[] = []
  readonly #forget: () => void

  constructor(
    public rate: number,
    readonly draw: () => Promise<void>,
    awaited = true,
  ) {
    this.#forget = awaited ? drawing(() => this.rest()) : () => undefined
  }

  request(): void {
    this.#wanted = true
    if (!this.#busy) void this.#work()
  }

  close(): void {
    this.#closed = true
    this.#forget()
    this.#tell()
  }

  /** Resolves when what was asked for so far is painted. */
  async rest(): Promise<void> {
    if (this.#wanted && !this.#closed) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else await this.#drawing
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      while (this.#wanted && !this.#closed) {
        const wait = this.#next - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (this.#closed) return
        this.#wanted = false
        const waiting = this.#waiting.splice(0)
        this.#drawing = this.#once()
        await this.#drawing
        for (const resolve of waiting) resolve()
      }
    } finally {
      this.#busy = false
      if (!this.#wanted) this.#tell()
    }
  }

  async #once(): Promise<void> {
    const began = performance.now()
    await this.draw()
    const cost = performance.now() - began
    this.#next = Math.max(began + 1000 / this.rate, cost > SLOW_MS ? began + 3 * cost : 0)
    await painted()
  }
}

/** A text alternative that follows a picture; nobody waits for it. */
export const speaking = (say: () => Promise<void>): Pace => new Pace(SPOKEN_RATE, say, false)

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
