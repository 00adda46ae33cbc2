import { Problem, Unreachable } from '../api/client'
import { say, t } from './language.svelte'

/** What went wrong, in the page's language. */
export function inWords(error: unknown): string {
  if (error instanceof Unreachable) return t('connection_lost')
  if (error instanceof Problem) {
    const said = error.body.errors.flatMap(({ message }) => (message ? [say(message)] : []))
    return error.body.message || said.length === 0 ? say(error.text) : said.join(' ')
  }
  return error instanceof Error ? error.message : String(error)
}
