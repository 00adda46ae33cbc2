import { Kept } from '../base/kept.svelte'

/** The labs that were done on this device: the prediction was answered and has come out, or all questions are solved. */
class Done {
  readonly #kept = new Kept('done')
  readonly #slugs = $derived.by(() => new Set((this.#kept.value ?? '').split(' ').filter(Boolean)))

  has(slug: string): boolean {
    return this.#slugs.has(slug)
  }

  mark(slug: string): void {
    if (!this.#slugs.has(slug)) this.#kept.keep([...this.#slugs, slug].join(' '))
  }
}

export const done = new Done()
