export type ThemeChoice = 'system' | 'light' | 'dark'
export const THEMES: ThemeChoice[] = ['system', 'light', 'dark']

const KEY = 'lossland.theme'

/** Light, dark, or as the system says. Remembered on this device, not in the address. */
class Theme {
  choice = $state<ThemeChoice>(remembered())
  #system = $state(false)
  readonly dark = $derived(this.#dark(this.#system))

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)')
    this.#system = query.matches
    this.#mark(this.#dark(query.matches))
    query.addEventListener('change', () => {
      this.#mark(this.#dark(query.matches))
      this.#system = query.matches
    })
  }

  choose(choice: ThemeChoice): void {
    this.#mark(choice === 'system' ? this.#system : choice === 'dark')
    this.choice = choice
    try {
      localStorage.setItem(KEY, choice)
    } catch {
      // Private windows may refuse storage; the choice then lasts as long as the page.
    }
  }

  #dark(system: boolean): boolean {
    return this.choice === 'system' ? system : this.choice === 'dark'
  }

  /** Marks the document before the state changes: whoever redraws for it reads the new colours from the style sheet. */
  #mark(dark: boolean): void {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  }
}

function remembered(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY)
    return THEMES.find((choice) => choice === stored) ?? 'system'
  } catch {
    return 'system'
  }
}

export const theme = new Theme()
