export type Form = 'course' | 'library'

const KEY = 'lossland.form'

/** The page's one switch between the course's form of the formulas and the library's. Remembered on this device. */
class Formulas {
  form = $state<Form>(remembered())

  constructor() {
    // Another tab has chosen, or what is remembered was cleared.
    addEventListener('storage', () => (this.form = remembered()))
  }

  choose(form: Form): void {
    this.form = form
    try {
      localStorage.setItem(KEY, form)
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
  }
}

function remembered(): Form {
  try {
    return localStorage.getItem(KEY) === 'library' ? 'library' : 'course'
  } catch {
    return 'course'
  }
}

export const formulas = new Formulas()
