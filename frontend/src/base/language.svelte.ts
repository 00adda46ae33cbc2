import type { Text } from '../api/types'
import { filled, phrase, type Lang, type Values, type Word } from './words'

export const LANGUAGES: Lang[] = ['en', 'zh']

/** The language of the page; the router sets it from the address. */
class Language {
  current = $state<Lang>('en')
}

export const language = new Language()

/** A string of the page in its language. */
export function t(word: Word, values?: Values): string {
  return phrase(word, language.current, values)
}

/** A text of the server in the page's language. */
export function say(text: Text): string {
  return text[language.current]
}

/** The same with values in the places of their names. */
export const sayWith = (text: Text, values: Values): string => filled(say(text), values)

export function isLang(text: string | undefined): text is Lang {
  return text === 'en' || text === 'zh'
}

export function preferredLanguage(languages: readonly string[]): Lang {
  for (const tag of languages) {
    const base = tag.toLowerCase().split('-')[0]
    if (isLang(base)) return base
  }
  return 'en'
}
