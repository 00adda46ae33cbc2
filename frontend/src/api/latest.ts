/**
 * Conflates work: one task at a time, and of the values offered meanwhile only the last is taken up. A slider that moves
 * sixty times a second asks the server as often as it can answer.
 */
export class Latest<T> {
  #next: { value: T } | null = null
  #busy = false
  #working = Promise.resolve()

  constructor(
    readonly task: (value: T) => Promise<void>,
    readonly merge: (waiting: T, value: T) => T = (_, value) => value,
  ) {}

  /** Resolves when nothing waits any more. */
  offer(value: T): Promise<void> {
    this.#next = { value: this.#next ? this.merge(this.#next.value, value) : value }
    if (!this.#busy) this.#working = this.#work()
    return this.#working
  }

  /** Forgets what waits; the task in progress ends by itself. */
  clear(): void {
    this.#next = null
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      while (this.#next) {
        const { value } = this.#next
        this.#next = null
        await this.task(value)
      }
    } finally {
      this.#busy = false
    }
  }
}
