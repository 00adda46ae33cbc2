/** The first sentence of a text, without splitting abbreviations or numbers such as 0.5. */
export function firstSentence(text: string): string {
  const end = /[.!?](?=\s+\p{Lu})|[。！？]/u.exec(text)
  return end ? text.slice(0, end.index + 1) : text
}

/** Whether a unit's name says already in which layer it is. */
export function namesLayer(unit: string, layer: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '')
  return plain(unit).includes(plain(layer))
}

/** About how many pixels a small label takes; Chinese characters are twice as wide. */
export function roughWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 6.6), 0)
}
