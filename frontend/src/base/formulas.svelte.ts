import { kept } from './kept'

export type Form = 'course' | 'library'

/** The page's one switch between the course's form of the formulas and the library's. Remembered on this device. */
class Formulas {
  form = $state<Form>(remembered())

  constructor() {
    // Another tab has chosen, or what is remembered was cleared.
    addEventListener('storage', () => (this.form = remembered()))
  }

  choose(form: Form): void {
    this.form = form
    kept.write('form', form)
  }
}

function remembered(): Form {
  return kept.read('form') === 'library' ? 'library' : 'course'
}

export const formulas = new Formulas()
