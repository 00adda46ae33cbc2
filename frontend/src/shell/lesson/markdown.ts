import { Marked, type Token, type TokenizerAndRendererExtension } from 'marked'
import type { Text } from '../../api/types'
import { parseQuestion, type Question } from './question'

/** A lesson: a heading of level one and what follows. */
export interface Lesson {
  title: string
  parts: Part[]
}

/** A part of a lesson, which folds: a heading of level two (HTML, empty before the first) and what follows. */
export interface Part {
  title: string
  pieces: Piece[]
}

/** Prose as HTML, pictures side by side, or an exercise. */
export type Piece =
  | { kind: 'prose'; html: string }
  | { kind: 'pictures'; pictures: Illustration[] }
  | { kind: 'question'; question: Question }
  | { kind: 'fault'; text: string }

/** A view after so many steps of a run under a preset; null is the lab as it opens. */
export interface Illustration {
  /** HTML. */
  caption: string
  /** As the server is asked for it. */
  address: string
  preset: string | null
  view: string
  step: number
}

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

/** The lessons of a lab's text. */
export function lessonsOf(source: string, lang: keyof Text): Lesson[] {
  const lessons: Lesson[] = []
  for (const [heading, tokens] of cut(marked.lexer(source), 1)) {
    const parts = cut(tokens, 2).map(([title, inside]) => ({
      title: inline(title),
      pieces: piecesOf(inside, lang),
    }))
    lessons.push({ title: heading, parts: parts.filter(({ title, pieces }) => title || pieces.length > 0) })
  }
  return lessons.filter(({ parts }) => parts.length > 0)
}

/** The text of each heading of a level, with the tokens below it; what stands before the first has none. */
function cut(tokens: Token[], depth: number): [heading: string, tokens: Token[]][] {
  const found: [string, Token[]][] = [['', []]]
  for (const token of tokens) {
    if (token.type === 'heading' && token['depth'] === depth) found.push([String(token['text']), []])
    else found.at(-1)?.[1].push(token)
  }
  return found
}

function piecesOf(tokens: Token[], lang: keyof Text): Piece[] {
  const pieces: Piece[] = []
  let prose: Token[] = []
  const flush = (): void => {
    const html = scrollable(marked.parser(prose))
    if (html.trim()) pieces.push({ kind: 'prose', html })
    prose = []
  }
  for (const token of tokens) {
    if (token.type === 'code' && token['lang'] === 'question') {
      flush()
      pieces.push(exercise(String(token['text']), lang))
    } else if (token.type === 'paragraph' && token['tokens']?.some(({ type }) => type === 'image')) {
      flush()
      pieces.push(gallery(token))
    } else prose.push(token)
  }
  flush()
  return pieces
}

const ADDRESS = /^\?(?:preset=([\w-]+)&)?view=(\w+)(?:&step=(\d+))?$/

/** A paragraph of pictures, which has nothing else. */
function gallery(paragraph: Token): Piece {
  const pictures: Illustration[] = []
  for (const token of ('tokens' in paragraph && paragraph.tokens) || []) {
    const found = token.type === 'image' ? ADDRESS.exec(String(token['href'])) : null
    if (found && 'text' in token) {
      const [address, preset = null, view = '', step = 0] = found
      pictures.push({ caption: inline(token.text), address, preset, view, step: Number(step) })
    } else if (token.raw.trim()) return { kind: 'fault', text: `picture: ${token.raw}` }
  }
  return { kind: 'pictures', pictures }
}

/** The preset that a link of a lesson loads, if it loads one. */
export const presetOf = (href: string): string | null => /^\?preset=([\w-]+)$/.exec(href)?.[1] ?? null

/** Whether a piece leads to a preset. */
export const speaksOf = (piece: Piece, preset: string): boolean =>
  (piece.kind === 'prose' && piece.html.includes(`"?preset=${preset}"`)) ||
  (piece.kind === 'pictures' && piece.pictures.some((picture) => picture.preset === preset))

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
