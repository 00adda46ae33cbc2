import type { TokensFigure, ViewArrays } from '../../api/types'
import { filled, type Lang } from '../../base/words'
import { tokensOf, tokenText } from './tokens'
import { said } from './words'

const MOST_LINES = 8
const MOST_TOKENS = 40

/** Each line with its tokens and their values. */
export function tokensSentences(figure: TokensFigure, arrays: ViewArrays, lang: Lang): string[] {
  const lines = tokensOf(arrays)
  if (lines.length === 0) return [said.none[lang]]
  return lines.slice(0, MOST_LINES).map((tokens, line) =>
    filled(said.line[lang], {
      name: figure.lines[line]?.[lang] || filled(said.number[lang], { n: line + 1 }),
      tokens: tokens
        .slice(0, MOST_TOKENS)
        .map((token) => tokenText(token, figure, lang))
        .join('; '),
    }),
  )
}
