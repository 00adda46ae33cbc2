import { t } from '../base/language.svelte'
import { readNumber, type Reading } from '../base/numbers'

/** Why what was typed cannot be read as a number; empty where it can. */
export function refusal(
  typed: string,
  reading: Reading = readNumber(typed),
  unreadable: 'number_unreadable' | 'answer_unreadable' = 'number_unreadable',
): string {
  if ('number' in reading) return ''
  if (typed.trim() === '') return t('answer_not_number')
  if (reading.fault === 'unreadable') return t(unreadable, { text: typed })
  const [a, b] = reading.readings
  return t('number_ambiguous', { text: typed, a: String(a), b: String(b) })
}
