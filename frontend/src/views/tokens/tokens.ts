import { unpack } from '../../api/arrays'
import type { TokensFigure, ViewArrays } from '../../api/types'
import { quantity, steadyNumber } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { linesOf, wordOf, type Word } from '../lines'
import { said } from './words'

export interface Token extends Word {
  /** Its place in the frame. */
  index: number
  key: number
  /** NaN where there is none. */
  value: number
}

/** The tokens of a frame, line by line. */
export function tokensOf(arrays: ViewArrays): Token[][] {
  const values = arrays['value'] ? unpack(arrays['value']) : []
  const keys = arrays['key'] ? unpack(arrays['key']) : []
  const places = arrays['line'] ? unpack(arrays['line']) : []
  const lines: Token[][] = []
  const written = linesOf(arrays['text']) // a small picture comes without words
  const count = Math.max(written.length, values.length)
  for (let index = 0; index < count; index++) {
    const at = Math.max(0, places[index] ?? 0)
    while (lines.length <= at) lines.push([])
    const word = wordOf(written[index] ?? '')
    lines[at]?.push({ ...word, index, key: keys[index] ?? index, value: values[index] ?? NaN })
  }
  return lines
}

/** Where a value stands between the ends of the colours, from 0 to 1. */
export const shareOf = (value: number, { low, high }: Pick<TokensFigure, 'low' | 'high'>): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low || 1)))

export const valueText = (value: number, percent: boolean): string =>
  percent ? quantity(value, true) : steadyNumber(value, 2)

export function tokenText({ text, value }: Token, { percent }: TokensFigure, lang: Lang): string {
  if (Number.isNaN(value)) return filled(said.bare[lang], { token: text })
  return filled(said.token[lang], { token: text, value: valueText(value, percent) })
}

/** The token after or before one, for arrow keys; up and down go to the nearest of another line. */
export function neighbour(key: string, from: Token, lines: readonly Token[][]): Token | null {
  const line = lines.findIndex((tokens) => tokens.includes(from))
  const place = lines[line]?.indexOf(from) ?? 0
  switch (key) {
    case 'ArrowRight':
      return lines[line]?.[place + 1] ?? lines[line + 1]?.[0] ?? null
    case 'ArrowLeft':
      return lines[line]?.[place - 1] ?? lines[line - 1]?.at(-1) ?? null
    case 'ArrowDown':
    case 'ArrowUp': {
      const other = lines[line + (key === 'ArrowDown' ? 1 : -1)]
      return other?.[Math.min(place, other.length - 1)] ?? null
    }
    default:
      return null
  }
}
