import { Marked, type Token, type TokenizerAndRendererExtension } from 'marked'
import type { Text } from '../../api/types'
import { parseQuestion, type Question } from './question'

/** A lesson in pieces: prose as HTML, and exercises. */
export type Piece =
  { kind: 'prose'; html: string } | { kind: 'question'; question: Question } | { kind: 'fault'; text: string }

/** Formulas become elements that hold their TeX, typeset later: KaTeX is loaded only where there is one. */
const math = (name: string, pattern: RegExp, display: boolean): TokenizerAndRendererExtension => ({
  name,
  level: display ? 'block' : 'inline',
  start: (source) => source.indexOf(display ? '$$' : '$'),
  tokenizer(source) {
    const match = pattern.exec(source)
    return match ? { type: name, raw: match[0], tex: match[1] ?? '' } : undefined
  },
  renderer: (token) => {
    const tex = escape(String(token['tex']).trim())
    return display
      ? `<div class="math" translate="no" data-display>${tex}</div>`
      : `<span class="math" translate="no">${tex}</span>`
  },
})

const marked = new Marked({
  extensions: [
    math('display-math', /^\s*\$\$([^]+?)\$\$(?:\n|$)/, true),
    math('inline-math', /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?!\d)/, false),
  ],
  // A line break between two Chinese characters is layout of the source, not a space.
  walkTokens: (token) => {
    if (token.type === 'text') token.text = joined(token.text)
  },
  // Lessons are Markdown only; a tag in one is text.
  renderer: { html: ({ text }) => escape(text) },
})

const joined = (text: string): string =>
  text.replace(
    /(?<=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])\n(?=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])/g,
    '',
  )

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

export function piecesOf(source: string, lang: keyof Text): Piece[] {
  const pieces: Piece[] = []
  let prose: Token[] = []
  const flush = (): void => {
    if (prose.length > 0) pieces.push({ kind: 'prose', html: scrollable(marked.parser(prose)) })
    prose = []
  }
  for (const token of marked.lexer(source)) {
    if (token.type === 'code' && token['lang'] === 'question') {
      flush()
      pieces.push(exercise(String(token['text']), lang))
    } else prose.push(token)
  }
  flush()
  return pieces
}

/** A table wider than the lesson scrolls, by keyboard too. Tags in the source are text, so these are all tables. */
const scrollable = (html: string): string => html.replaceAll('<table>', '<table tabindex="0">')

export function inline(source: string): string {
  return String(marked.parseInline(source))
}

function exercise(source: string, lang: keyof Text): Piece {
  try {
    return { kind: 'question', question: parseQuestion(source, lang) }
  } catch (error) {
    return { kind: 'fault', text: error instanceof Error ? error.message : String(error) }
  }
}
