/** The first sentence of a text, without splitting abbreviations or numbers such as 0.5. */
export function firstSentence(text: string): string {
  const end = /[.!?](?=\s+\p{Lu})|[。！？]/u.exec(text)
  return end ? text.slice(0, end.index + 1) : text
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, '')

/** Whether a unit's name says already in which layer it is. */
export const namesLayer = (unit: string, layer: string): boolean => plain(unit).includes(plain(layer))

/** A unit's name without the layer, where it begins with that. */
export function withinLayer(unit: string, layer: string): string {
  const letters = [...unit]
  const end = letters.findIndex((_, index) => plain(letters.slice(0, index).join('')) === plain(layer))
  const rest = end < 0 ? '' : letters.slice(end).join('')
  return /^\d/.test(rest) ? unit : rest.replace(/^[\s,，:：]+/, '') || unit
}

/** About how many pixels a small label takes; Chinese characters are twice as wide. */
export function roughWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 6.6), 0)
}
