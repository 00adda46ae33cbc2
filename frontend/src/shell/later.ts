/** Does something after a while, unless it is told again before then. */
export class Later {
  #timer: ReturnType<typeof setTimeout> | undefined
  #over: () => void = () => undefined

  constructor(readonly ms: number) {}

  /** Resolves when it was done or given up. */
  do(task: () => void): Promise<void> {
    this.cancel()
    return new Promise((resolve) => {
      this.#over = resolve
      this.#timer = setTimeout(() => {
        task()
        resolve()
      }, this.ms)
    })
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#over()
  }
}
