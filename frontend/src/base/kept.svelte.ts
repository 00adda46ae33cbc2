/** One thing that this device remembers from page to page, the same in every tab. Private windows may refuse: then it lasts
 * as long as the page. */
export class Kept {
  readonly #key: string
  #value = $state<string | null>(null)

  constructor(name: string) {
    this.#key = `lossland.${name}`
    this.#value = this.#read()
    // Another tab has chosen, or what is remembered was cleared.
    addEventListener('storage', () => (this.#value = this.#read()))
  }

  get value(): string | null {
    return this.#value
  }

  keep(value: string): void {
    this.#value = value
    try {
      localStorage.setItem(this.#key, value)
    } catch {
      // the next page does not know it
    }
  }

  #read(): string | null {
    try {
      return localStorage.getItem(this.#key)
    } catch {
      return null
    }
  }
}
