import { entryText } from '../base/numbers'
import { flatten, shown, type Control } from './model'
import { valueAt } from './values'
import type { JsonObject } from '../api/types'
import { say } from '../base/language.svelte'

/** A symbol in the lesson and the control of that symbol: pointing at one lights up the other. */
class Symbols {
  pointed = $state<string | null>(null)
}

export const symbols = new Symbols()

/** A Greek letter names one thing in a lesson; a Latin one may be a size here and an index there. */
const GREEK = /^\p{Script=Greek}$/u

/** The numbers on the page that have a Greek symbol, by symbol, with their values in words. */
export function symbolsOf(controls: Control[], params: JsonObject): Map<string, string> {
  const found = new Map<string, string>()
  for (const control of flatten(controls.filter((one) => shown(one, params)))) {
    const value = valueAt(params, control.path)
    if (!GREEK.test(control.symbol) || typeof value !== 'number') continue
    found.set(control.symbol, `${say(control.title)} ${control.symbol} = ${entryText(value)}`)
  }
  return found
}

/** Marks the known symbols among the typeset letters of a lesson, and the one that is pointed at. */
export function markSymbols(article: HTMLElement, known: Map<string, string>, pointed: string | null): void {
  for (const letter of article.querySelectorAll<HTMLElement>('.katex-html .mathnormal')) {
    const symbol = letter.textContent
    const words = known.get(symbol)
    letter.classList.toggle('symbol', words !== undefined)
    letter.classList.toggle('lit', words !== undefined && symbol === pointed)
    letter.title = words ?? ''
  }
}

/** Follows the pointer over a lesson. */
export function followSymbols(article: HTMLElement): () => void {
  const over = ({ target }: Event): void => {
    const letter = target instanceof Element ? target.closest('.symbol') : null
    symbols.pointed = letter?.textContent ?? null
  }
  const leave = (): void => {
    symbols.pointed = null
  }
  article.addEventListener('pointerover', over)
  article.addEventListener('pointerleave', leave)
  return () => {
    article.removeEventListener('pointerover', over)
    article.removeEventListener('pointerleave', leave)
  }
}
