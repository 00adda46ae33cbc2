/** Where a map and its tokens stand in a room, so that the tokens are as large as they can be. */

export interface Layout {
  left: number
  top: number
  cellWidth: number
  cellHeight: number
  /** Pixels of the tokens' type. */
  font: number
  /** The tokens of the columns stand aslant, where they have no room side by side. */
  turned: boolean
  /** Every so many tokens are named, of rows and of columns; 1 where there is room for all. */
  everyRow: number
  everyColumn: number
}

interface Room {
  width: number
  height: number
}
interface Size {
  T: number
  S: number
  /** The widths of the longest tokens, in multiples of the type's size. */
  row: number
  column: number
}

export const SLANT = Math.PI / 3
const SMALLEST = 10
/** Largest type and cells, in multiples of the page's. */
const LARGEST = 1.75
const WIDEST = 8
const TALLEST = 4.5
/** Tokens side by side are better than larger ones that stand aslant. */
const PREFERRED = 0.7

export function layoutOf(room: Room, size: Size, em: number): Layout {
  const flat = largest(room, size, em, false)
  const slanted = largest(room, size, em, true)
  if (flat && (!slanted || flat.font >= PREFERRED * slanted.font)) return flat
  return slanted ?? thinned(room, size, em)
}

function largest(room: Room, size: Size, em: number, turned: boolean): Layout | null {
  for (let font = Math.round(LARGEST * em); font >= SMALLEST; font--) {
    const layout = placed(room, size, em, font, turned)
    const apart = size.column > 1.2 ? 0.6 : 0.2 // words need a gap, single signs hardly any
    const across = turned ? 1.25 * font : (size.column + apart) * font
    if (layout.cellHeight >= 1.15 * font && layout.cellWidth >= across) return layout
  }
  return null
}

/** Too many tokens to name them all. */
function thinned(room: Room, size: Size, em: number): Layout {
  const layout = placed(room, size, em, SMALLEST, true)
  return {
    ...layout,
    everyRow: Math.max(1, Math.ceil((1.15 * SMALLEST) / layout.cellHeight)),
    everyColumn: Math.max(1, Math.ceil((1.25 * SMALLEST) / layout.cellWidth)),
  }
}

function placed({ width, height }: Room, size: Size, em: number, font: number, turned: boolean): Layout {
  const beside = size.row * font + 0.8 * font
  const above = turned ? (size.column * Math.sin(SLANT) + 1.2) * font : 1.7 * font
  const over = turned ? size.column * Math.cos(SLANT) * font : 0
  const across = Math.max(1, (width - beside - over - 0.3 * font) / size.S)
  const down = Math.max(1, (height - above - 0.4 * font) / size.T)
  const cellWidth = Math.min(across, 2.2 * down, WIDEST * em)
  const cellHeight = Math.min(down, 1.4 * cellWidth, TALLEST * em)
  return {
    left: beside + Math.max(0, (width - beside - over - cellWidth * size.S) / 2),
    top: above + Math.max(0, (height - above - cellHeight * size.T) / 2),
    cellWidth,
    cellHeight,
    font,
    turned,
    everyRow: 1,
    everyColumn: 1,
  }
}

/** Whether a token is named: those that are thinned out are where the pointer is. */
export const named = (place: number, every: number, at: number | null): boolean =>
  at === place || (place % every === 0 && (at === null || every === 1 || Math.abs(at - place) >= every))
