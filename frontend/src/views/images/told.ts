import type { Text } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { valueAt, type Tile } from './tiles'
import { combined, termsAt, type Moving, type Place } from './windows'
import { filled, said } from './words'

/** Where an output lies, counted from 1. */
export function placeText(output: Tile, { slice, row, column }: Place, say: (text: Text) => string): string {
  const at = { slice: slice + 1, row: row + 1, column: column + 1 }
  return filled(say(output.slices ? said.voxel : said.place), at)
}

/** One output in words: its place, what its window adds up to, bias, activation, and what comes out. */
export function told(moving: Moving, place: Place, say: (text: Text) => string): string {
  if (moving.output.width === 0 || moving.output.height === 0) return say(said.none)
  const terms = termsAt(moving, place)
  const sum = combined(moving, terms)
  const written = { n: terms.length, sum: formatNumber(sum) }
  const how = { sum: said.sum, max: said.largest, mean: said.mean }[moving.combine]
  const parts = [`${placeText(moving.output, place, say)}: ${filled(say(how), written)}`]
  if (moving.activation && moving.bias !== 0)
    parts.push(
      filled(say(said.bias), { bias: formatNumber(moving.bias), z: formatNumber(sum + moving.bias) }),
    )
  const value = valueAt(moving.output, place.slice, place.row, place.column)
  if (moving.activation && Math.abs(value - sum - moving.bias) > 1e-3 * Math.max(1, Math.abs(value)))
    parts.push(`${say(moving.activation)} = ${formatNumber(value)}`)
  return parts.join(' · ')
}
