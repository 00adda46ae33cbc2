import type { Box } from './box'
import type { Tile } from './tiles'

/** How slices stand in the order of reading: so many in a row, each in a place of so many cells with room around it. */
export interface Shelf {
  across: number
  wide: number
  tall: number
  /** Cells between neighbours, and above each for its number. */
  beside: number
  above: number
}

/** Places that hold the slices of every volume here, so that all have cells of one size. */
export function shelfOf(volumes: Tile[], across: number): Shelf {
  const [wide, tall] = [
    Math.max(...volumes.map(({ width }) => width)),
    Math.max(...volumes.map(({ height }) => height)),
  ]
  return { across, wide, tall, beside: Math.ceil(wide / 12), above: Math.ceil(tall / 5) }
}

/** What a volume takes up, in cells; the same for all that share a shelf. */
export function footprint(volumes: Tile[], shelf: Shelf): { width: number; height: number } {
  const rows = Math.ceil(Math.max(...volumes.map(({ channels }) => channels)) / shelf.across)
  return {
    width: shelf.across * (shelf.wide + shelf.beside) - shelf.beside,
    height: rows * (shelf.tall + shelf.above),
  }
}

/** Where a slice lies in the box of its volume, whose cells have this side. */
export function sliceBox(tile: Tile, slice: number, box: Box, shelf: Shelf, side: number): Box {
  const [row, column] = [Math.floor(slice / shelf.across), slice % shelf.across]
  const left = column * (shelf.wide + shelf.beside) + (shelf.wide - tile.width) / 2
  const top = row * (shelf.tall + shelf.above) + shelf.above + (shelf.tall - tile.height) / 2
  return {
    left: box.left + left * side,
    top: box.top + top * side,
    width: tile.width * side,
    height: tile.height * side,
  }
}

/** What of a tile is drawn in one piece: the tile, or a slice of it. */
export const partUid = (tile: Tile, slice: number): string =>
  tile.slices ? `${tile.uid}.${slice}` : tile.uid

export function partsOf(tile: Tile): Tile[] {
  if (!tile.slices) return [tile]
  const size = tile.width * tile.height
  return Array.from({ length: tile.channels }, (_, slice) => ({
    ...tile,
    uid: partUid(tile, slice),
    channels: 1,
    slices: false,
    values: tile.values.slice(slice * size, (slice + 1) * size),
    ghost: tile.ghost.slice(slice * size, (slice + 1) * size),
  }))
}

/** The number of a slice, from 1, as if no filling lay before it; null where it is filling itself. */
export function sliceNumber(tile: Tile, slice: number): number | null {
  const number = slice + 1 - (tile.channels - tile.inner.slices) / 2
  return number >= 1 && number <= tile.inner.slices ? number : null
}
