/** One thing that this device remembers from page to page, the same in every tab. Private windows may refuse: then it lasts
 * as long as the page. */
export class Kept {
  readonly #key: string
  #value = $state<string | null>(null)

  /** `before` is told a new value just before those who read it here are. */
  constructor(
    name: string,
    readonly before: (value: string | null) => void = () => undefined,
  ) {
    this.#key = `lossland.${name}`
    this.#value = this.#read()
    // Another tab has chosen, or what is remembered was cleared.
    addEventListener('storage', () => this.#take(this.#read()))
  }

  get value(): string | null {
    return this.#value
  }

  keep(value: string): void {
    this.#take(value)
    try {
      localStorage.setItem(this.#key, value)
    } catch {
      // the next page does not know it
    }
  }

  #take(value: string | null): void {
    this.before(value)
    this.#value = value
  }

  #read(): string | null {
    try {
      return localStorage.getItem(this.#key)
    } catch {
      return null
    }
  }
}
