import type { Text } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { valueAt } from './tiles'
import { combined, termsAt, type Moving, type Place } from './windows'
import { filled, said } from './words'

/** One output in words: its place, what its window adds up to, bias, activation, and what comes out. */
export function told(moving: Moving, { row, column }: Place, say: (text: Text) => string): string {
  if (moving.output.width === 0 || moving.output.height === 0) return say(said.none)
  const terms = termsAt(moving, row, column)
  const sum = combined(moving, terms)
  const written = { n: terms.length, sum: formatNumber(sum) }
  const how = { sum: said.sum, max: said.largest, mean: said.mean }[moving.combine]
  const parts = [
    `${filled(say(said.place), { row: row + 1, column: column + 1 })}: ${filled(say(how), written)}`,
  ]
  if (moving.activation && moving.bias !== 0)
    parts.push(
      filled(say(said.bias), { bias: formatNumber(moving.bias), z: formatNumber(sum + moving.bias) }),
    )
  const value = valueAt(moving.output, 0, row, column)
  if (moving.activation && Math.abs(value - sum - moving.bias) > 1e-3 * Math.max(1, Math.abs(value)))
    parts.push(`${say(moving.activation)} = ${formatNumber(value)}`)
  return parts.join(' · ')
}
