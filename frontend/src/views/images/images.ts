import { unpack, type Numbers } from '../../api/arrays'
import type { ViewArrays } from '../../api/types'
import { shapeOf } from '../maps'

/** The pictures of a frame: n of height x width, one byte a pixel or three. */
export interface Pictures {
  values: Numbers
  n: number
  height: number
  width: number
  channels: 1 | 3
  keys: ArrayLike<number>
  /** Of each picture the places of the words that its label has. */
  words: number[][]
}

export function pictures(arrays: ViewArrays): Pictures | null {
  const packed = arrays['images']
  if (!packed) return null
  const [n = 0, height = 0, width = 0, depth = 1] = shapeOf(packed)
  const { key, words } = arrays
  const places = words ? Array.from(unpack(words)) : []
  const each = n > 0 ? places.length / n : 0
  return {
    values: unpack(packed),
    n,
    height,
    width,
    channels: depth === 3 ? 3 : 1,
    keys: key ? unpack(key) : [],
    words: Array.from({ length: n }, (_, index) => places.slice(index * each, (index + 1) * each)),
  }
}

/** Fills the pixels of one picture; its first row is at the top. */
export function paintPicture(all: Pictures, index: number, table: Uint32Array, pixels: Uint32Array): void {
  const size = all.width * all.height
  const bytes = new Uint8Array(pixels.buffer)
  for (let place = 0; place < size; place++) {
    if (all.channels === 1) {
      pixels[place] = table[all.values[index * size + place] ?? 0] ?? 0
    } else {
      const from = 3 * (index * size + place)
      for (let channel = 0; channel < 3; channel++)
        bytes[4 * place + channel] = all.values[from + channel] ?? 0
      bytes[4 * place + 3] = 255
    }
  }
}

export function pixelText(all: Pictures, index: number, row: number, column: number): string {
  const at = all.channels * ((index * all.height + row) * all.width + column)
  return Array.from({ length: all.channels }, (_, channel) => all.values[at + channel] ?? 0).join(', ')
}

/** The number of columns that makes `n` tiles of this shape largest in an area. */
export function bestColumns(n: number, width: number, height: number, aspect: number, below: number): number {
  let best = 1
  let largest = 0
  for (let columns = 1; columns <= n; columns++) {
    const rows = Math.ceil(n / columns)
    const tile = Math.min(width / columns, (height / rows - below) * aspect)
    if (tile > largest) {
      largest = tile
      best = columns
    }
  }
  return best
}

/** The width of the largest picture of this shape in an area. */
export const largestWithin = (width: number, height: number, aspect: number): number =>
  Math.max(60, Math.min(width, height * aspect))

/** What is seen of two pictures with a line between them, in percent of their width. */
export const wipedText = (names: readonly string[], line: number): { [name: string]: string | number } => ({
  before: names[0] ?? '1',
  after: names[1] ?? '2',
  left: line,
  right: 100 - line,
})
