/** Does something after a while, unless it is told again before then. */
export class Later {
  #timer: ReturnType<typeof setTimeout> | undefined
  #over: () => void = () => undefined

  /** Whether it is still to be done. */
  waiting = false

  constructor(readonly ms: number) {}

  /** Resolves when it was done or given up. */
  do(task: () => void): Promise<void> {
    this.cancel()
    this.waiting = true
    return new Promise((resolve) => {
      this.#over = resolve
      this.#timer = setTimeout(() => {
        this.waiting = false
        task()
        resolve()
      }, this.ms)
    })
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.waiting = false
    this.#over()
  }
}
