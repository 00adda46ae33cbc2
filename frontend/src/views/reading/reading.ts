import { unpack, type Numbers } from '../../api/arrays'
import type { ViewArrays } from '../../api/types'
import { shapeOf } from '../maps'

/** A class by its number, and how probable it is. */
export interface Found {
  index: number
  share: number
}

export interface Still {
  width: number
  height: number
  /** R, G, B of every pixel, row by row. */
  values: Numbers
  /** How much each place speaks for the class, 0 to 255. */
  heat: Numbers | null
  found: Found[]
}

/** How much of a place is left that says nothing for the class: the picture is still known. */
const DIM = 0.15
/** Above 1: what says half as much is seen much less. */
const CONTRAST = 1.5

/** What a frame has; null while it has no picture. */
export function stillOf(arrays: ViewArrays, most: number): Still | null {
  const picture = arrays['picture']
  if (!picture) return null
  const [height = 0, width = 0] = shapeOf(picture)
  const classes = arrays['classes'] ? unpack(arrays['classes']) : []
  const shares = arrays['probabilities'] ? unpack(arrays['probabilities']) : []
  return {
    width,
    height,
    values: unpack(picture),
    heat: arrays['heat'] ? unpack(arrays['heat']) : null,
    found: Array.from(classes, (index, place) => ({ index, share: shares[place] ?? 0 })).slice(0, most),
  }
}

/** The picture as RGBA bytes; with `lit` what says little for the class lies in the dark. */
export function paintStill(
  { values, heat, width, height }: Still,
  lit: boolean,
  into: Uint8ClampedArray,
): void {
  for (let place = 0; place < width * height; place++) {
    const light = lit && heat ? DIM + (1 - DIM) * ((heat[place] ?? 0) / 255) ** CONTRAST : 1
    for (let channel = 0; channel < 3; channel++)
      into[4 * place + channel] = light * (values[3 * place + channel] ?? 0)
    into[4 * place + 3] = 255
  }
}
