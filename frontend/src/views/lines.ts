import { unpack } from '../api/arrays'
import type { Packed } from '../api/types'

/** Text that a frame carries: `text_lines` of the server makes it, each line ended by a line feed. */
export function linesOf(packed: Packed | undefined): string[] {
  if (!packed) return []
  return new TextDecoder()
    .decode(Uint8Array.from(unpack(packed)))
    .split('\n')
    .slice(0, -1)
}

/** A token as it is shown. */
export interface Word {
  text: string
  /** A word begins here: there is a gap before it. */
  begins: boolean
}

/** "▁" says that a word begins; alone it is a blank, which has to be seen, as any other one. */
export function wordOf(token: string): Word {
  const begins = token.startsWith('▁')
  const text = begins ? token.slice(1) : token
  return { text: text.trim() === '' ? '␣'.repeat(Math.max(1, text.length)) : text, begins }
}

/** A token that is longer than `most` signs, cut; signs, not the halves of which some consist. */
export function shortened(text: string, most: number): string {
  const signs = [...text]
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text
}
