import { Kept } from './kept.svelte'

export type Form = 'course' | 'library'

/** The page's one switch between the course's form of the formulas and the library's. */
class Formulas {
  readonly #kept = new Kept('form')

  get form(): Form {
    return this.#kept.value === 'library' ? 'library' : 'course'
  }

  choose(form: Form): void {
    this.#kept.keep(form)
  }
}

export const formulas = new Formulas()
