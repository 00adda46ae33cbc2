import type { Box } from './box'
import type { Tile } from './tiles'
import { footprint, partUid, shelfOf, sliceBox } from './volume'

/** Room for the title of a tile. */
export const TITLE = 22
const GAP = 10
/** Up to here a side is short enough for every cell to be looked at: all tiles then have cells of one size. */
const SMALL = 18
/** The share of the height, and the most, that small tiles beside large ones have. */
const STRIP = 0.27
const STRIP_MOST = 150

/** Where all tiles are drawn, volumes slice by slice: in rows of the length that shows them largest. */
export function arranged(
  tiles: Tile[],
  width: number,
  height: number,
  columns: number | null,
  title = TITLE,
): Map<string, Box> {
  const volumes = tiles.filter(({ slices }) => slices)
  let [found, largest] = [placed(volumes.length > 0 ? [] : tiles, width, height, columns, title), 0]
  const deepest = Math.max(0, ...volumes.map(({ channels }) => channels))
  for (let across = 1; across <= deepest; across++) {
    const shelf = shelfOf(volumes, across)
    const size = footprint(volumes, shelf)
    const boxes = placed(
      tiles.map((tile) => (tile.slices ? { ...tile, ...size } : tile)),
      width,
      height,
      columns,
      title,
    )
    const side = Math.min(...volumes.map(({ uid }) => (boxes.get(uid)?.width ?? 0) / size.width))
    if (side <= largest) continue
    for (const tile of volumes) {
      const box = boxes.get(tile.uid)
      for (let slice = 0; box && slice < tile.channels; slice++)
        boxes.set(partUid(tile, slice), sliceBox(tile, slice, box, shelf, side))
    }
    ;[found, largest] = [boxes, side]
  }
  return found
}

/**
 * Large tiles in the grid that shows them largest; filters and the like in a strip below. Tiles of few cells are drawn to
 * one scale, so that what a layer takes off is seen.
 */
function placed(
  tiles: Tile[],
  width: number,
  height: number,
  columns: number | null,
  title: number,
): Map<string, Box> {
  const line = tiles.every((tile) => tile.height === 1 || tile.width * tile.height === 1)
  const strip = line ? [] : tiles.filter((tile) => tile.drawn === 'small')
  const main = line ? tiles : tiles.filter((tile) => tile.drawn === 'large')
  const low = strip.length > 0 ? Math.min(STRIP_MOST, height * STRIP) : 0
  const boxes = new Map<string, Box>()
  const across = line ? 1 : (columns ?? best(main, width, height - low, title))
  grid(boxes, main, { left: 0, top: 0, width, height: height - low }, across, title)
  grid(boxes, strip, { left: 0, top: height - low, width, height: low }, strip.length, title)
  return boxes
}

const cellsIn = (tile: Tile): number => tile.width * tile.height

function grid(boxes: Map<string, Box>, tiles: Tile[], area: Box, columns: number, title: number): void {
  if (tiles.length === 0) return
  const rows = Math.ceil(tiles.length / columns)
  const room = { width: area.width / columns - GAP, height: area.height / rows - title - GAP / 2 }
  const small = tiles.every((tile) => Math.max(tile.width, tile.height) <= SMALL)
  const shared = Math.min(...tiles.map((tile) => cell(tile, room)))
  const drawn = tiles.map((tile) => {
    const side = Math.max(0, small ? shared : cell(tile, room))
    return { width: side * tile.width, height: side * tile.height }
  })
  const tall = Array.from({ length: rows }, (_, row) =>
    Math.max(...drawn.slice(row * columns, (row + 1) * columns).map((size) => size.height)),
  )
  const spare =
    Math.max(0, area.height - tall.reduce((sum, one) => sum + one + title + GAP / 2, 0)) / (rows + 1)
  let top = area.top + spare
  for (let row = 0; row < rows; row++) {
    const here = drawn.slice(row * columns, (row + 1) * columns)
    const wide = here.reduce((sum, size) => sum + size.width, 0)
    const between = Math.max(GAP, Math.min(60, (area.width - wide) / (here.length + 1)))
    let left = area.left + (area.width - wide - between * (here.length - 1)) / 2
    here.forEach((size, at) => {
      const tile = tiles[row * columns + at]
      const down = top + title + ((tall[row] ?? 0) - size.height) / 2
      if (tile) boxes.set(tile.uid, { left, top: down, ...size })
      left += size.width + between
    })
    top += (tall[row] ?? 0) + title + GAP / 2 + spare
  }
}

/** The side of a cell when a tile fills its room. */
const cell = (tile: Tile, room: { width: number; height: number }): number =>
  Math.min(room.width / Math.max(1, tile.width), room.height / Math.max(1, tile.height))

/** The number of columns that shows the smallest of the tiles largest. */
function best(tiles: Tile[], width: number, height: number, title: number): number {
  let [found, largest] = [1, 0]
  for (let columns = 1; columns <= tiles.length; columns++) {
    const rows = Math.ceil(tiles.length / columns)
    const room = { width: width / columns - GAP, height: height / rows - title - GAP / 2 }
    const area = Math.min(...tiles.map((tile) => cell(tile, room) ** 2 * cellsIn(tile)))
    if (area > largest) [found, largest] = [columns, area]
  }
  return found
}

/** The cell of a tile under a point, or null. */
export function cellAt(tile: Tile, box: Box, x: number, y: number): { row: number; column: number } | null {
  const column = Math.floor(((x - box.left) / box.width) * tile.width)
  const row = Math.floor(((y - box.top) / box.height) * tile.height)
  return row >= 0 && row < tile.height && column >= 0 && column < tile.width ? { row, column } : null
}
