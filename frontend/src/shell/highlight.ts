export type Syntax = 'python' | 'shell'

export interface Token {
  kind: 'plain' | 'comment' | 'string' | 'keyword' | 'number'
  text: string
}

const PYTHON =
  /(?<comment>#[^\n]*)|(?<string>[rbf]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<keyword>\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|if|import|in|is|lambda|match|case|not|or|pass|raise|return|try|while|with|yield|None|True|False|self)\b)|(?<number>\b\d[\d_]*\.?\d*(?:e[+-]?\d+)?\b)/gi

const SHELL =
  /(?<comment>(?:^|(?<=\s))#[^\n]*)|(?<string>'[^']*'|"(?:\\.|[^"\\])*")|(?<keyword>\bcurl\b|(?<=\s)-{1,2}[a-zA-Z-]+)/g

const KINDS = ['comment', 'string', 'keyword', 'number'] as const

/** Just enough colour to read by. */
export function highlight(code: string, syntax: Syntax): Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const match of code.matchAll(syntax === 'python' ? PYTHON : SHELL)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: code.slice(end, match.index) })
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined) ?? 'plain'
    tokens.push({ kind, text: match[0] })
    end = match.index + match[0].length
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) })
  return tokens
}

export interface Section {
  /** Of the function that it begins with; null for what stands before the first. */
  name: string | null
  text: string
}

/** A program cut where its functions and methods begin. */
export function sections(code: string, syntax: Syntax): Section[] {
  const begins = syntax === 'python' ? [...code.matchAll(/^(?: {4})?def (\w+)/gm)] : []
  const cuts = [{ name: null, index: 0 }, ...begins.map(({ 1: name = '', index }) => ({ name, index }))]
  return cuts
    .map(({ name, index }, place) => ({ name, text: code.slice(index, cuts[place + 1]?.index) }))
    .filter(({ text }) => text !== '')
}
