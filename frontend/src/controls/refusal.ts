import { t } from '../base/language.svelte'
import { readNumber } from '../base/numbers'

/** Why what was typed cannot be read as a number; empty where it can. */
export function refusal(typed: string): string {
  const reading = readNumber(typed)
  if ('number' in reading) return ''
  if (typed.trim() === '') return t('answer_not_number')
  if (reading.fault === 'unreadable') return t('number_unreadable', { text: typed })
  const [a, b] = reading.readings
  return t('number_ambiguous', { text: typed, a, b })
}
