import { Kept } from './kept.svelte'

export type ThemeChoice = 'system' | 'light' | 'dark'
export const THEMES: ThemeChoice[] = ['system', 'light', 'dark']

/** Light, dark, or as the system says. Remembered on this device, not in the address. */
class Theme {
  readonly #kept = new Kept('theme', (value) => this.#mark(isDark(chosen(value), this.#system)))
  readonly choice = $derived(chosen(this.#kept.value))
  #system = $state(false)
  readonly dark = $derived(isDark(this.choice, this.#system))

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)')
    this.#system = query.matches
    this.#mark(this.dark)
    query.addEventListener('change', () => {
      this.#mark(isDark(this.choice, query.matches))
      this.#system = query.matches
    })
  }

  choose(choice: ThemeChoice): void {
    this.#kept.keep(choice)
  }

  /** Marks the document before the state changes: whoever redraws for it reads the new colours from the style sheet. */
  #mark(dark: boolean): void {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  }
}

const chosen = (value: string | null): ThemeChoice => THEMES.find((choice) => choice === value) ?? 'system'
const isDark = (choice: ThemeChoice, system: boolean): boolean =>
  choice === 'system' ? system : choice === 'dark'

export const theme = new Theme()
