import { kept } from '../base/kept'

const NAME = 'done'

/** The labs that were done on this device: the prediction was answered and has come out, or all questions are solved. */
class Done {
  #slugs = $state.raw(read())

  constructor() {
    addEventListener('storage', () => (this.#slugs = read()))
  }

  has(slug: string): boolean {
    return this.#slugs.has(slug)
  }

  mark(slug: string): void {
    if (this.#slugs.has(slug)) return
    this.#slugs = new Set([...this.#slugs, slug])
    kept.write(NAME, [...this.#slugs].join(' '))
  }
}

function read(): ReadonlySet<string> {
  return new Set((kept.read(NAME) ?? '').split(' ').filter(Boolean))
}

export const done = new Done()
