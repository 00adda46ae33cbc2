/** Names at the ends of curves, whole: broken into lines where one has no room, never cut. */

export type Measure = (text: string) => number

/** Breaks between words, and between any two Chinese characters. */
const PIECES = /[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*/g

export function wrapped(text: string, room: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== '' && measure((line + piece).trimEnd()) > room) {
      lines.push(line.trimEnd())
      line = piece
    } else line += piece
  }
  return [...lines, line.trimEnd()]
}

/** The width that the longest of some names takes, at most `most`. */
export const widthOf = (names: string[], most: number, measure: Measure): number =>
  Math.min(most, Math.max(0, ...names.map((name) => Math.ceil(measure(name)))))

/** Measures text in one font, on a canvas that is made when it is first needed. */
export function measuring(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (context) context.font = font
  return (text) => context?.measureText(text).width ?? 7 * text.length
}
