import type { TokensFigure, ViewArrays } from '../api/types'
import { inkAt } from '../views/ink'
import { shareOf, tokensOf } from '../views/tokens/tokens'
import type { Easel } from './picture'

const SIGN = 0.55
const MOST_LINES = 6
/** Signs of a word that came without its text. */
const USUAL = 4
const length = (text: string): number => text.length || USUAL

/** Each line as a row of boxes in the colours of its tokens, as long as they are. */
export function paintTokens(easel: Easel, figure: TokensFigure, arrays: ViewArrays): boolean {
  const lines = tokensOf(arrays).slice(0, MOST_LINES)
  if (lines.length === 0) return false
  const { context, width, height, palette } = easel
  const signs = Math.max(
    ...lines.map((tokens) => tokens.reduce((sum, { text }) => sum + length(text) + 0.6, 0)),
    1,
  )
  const sign = Math.min(width / signs, (SIGN * height) / lines.length)
  const tall = Math.min(height / lines.length - 2, sign / SIGN)
  const above = (height - lines.length * (tall + 2)) / 2
  lines.forEach((tokens, line) => {
    let left = 0
    for (const { text, value } of tokens) {
      const wide = length(text) * sign
      context.fillStyle = Number.isNaN(value)
        ? (palette['line'] ?? '')
        : inkAt(figure.scale, shareOf(value, figure), palette).ground
      context.fillRect(left, above + line * (tall + 2), Math.max(1, wide), Math.max(1, tall))
      left += wide + 0.6 * sign
    }
  })
  return true
}
