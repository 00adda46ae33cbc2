import { Kept } from './kept.svelte'

export type ThemeChoice = 'system' | 'light' | 'dark'
export const THEMES: ThemeChoice[] = ['system', 'light', 'dark']

const kept = new Kept('theme')

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
    kept.keep(choice)
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
  return THEMES.find((choice) => choice === kept.value) ?? 'system'
}

export const theme = new Theme()
