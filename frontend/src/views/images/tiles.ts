import { unpack, type Numbers } from '../../api/arrays'
import type { ImagesFigure, ViewArrays } from '../../api/types'
import { shapeOf } from '../maps'

/** Pictures of sizes of their own, as a frame has them: exact numbers, row by row from the top, channel by channel. */
export interface Tile {
  uid: string
  title: { en: string; zh: string }
  scale: 'grey' | 'signed' | 'sequential'
  /** What the scale is called that it shares with others; null of one that is its own. */
  shares: { en: string; zh: string } | null
  channels: number
  /** Its channels are slices of a volume, drawn each for itself. */
  slices: boolean
  /** Channels of what it shows, be they on each other or side by side. */
  depth: number
  height: number
  width: number
  values: Numbers
  /** What the ends of the colours stand for. */
  low: number
  high: number
  /** 1 where a cell is filling, of a volume slice by slice; empty where none is. */
  ghost: Numbers
  /** Colours show sizes without signs. */
  absolute: boolean
  rowsOf: string | null
  drawn: 'large' | 'small' | 'not'
  /** The parameter that receives its numbers when one is typed. */
  typed: string | null
  /** Of a number in a table. */
  digits: number
  /** Its size without the filling around it. */
  inner: { slices: number; rows: number; columns: number }
}

const one = (arrays: ViewArrays, name: string, fallback: number): number => {
  const packed = arrays[name]
  return packed ? (unpack(packed)[0] ?? fallback) : fallback
}

/** The tiles that a frame has numbers for. */
export function tilesOf(figure: ImagesFigure, arrays: ViewArrays): Tile[] {
  return figure.tiles.flatMap((tile): Tile[] => {
    const packed = arrays[tile.uid]
    if (!packed) return []
    const shape = shapeOf(packed)
    const [channels = 1, height = 1, width = 1] = shape.length > 2 ? shape : [1, ...shape]
    const shared = figure.scales.find(({ uid }) => uid === tile.shares)
    const range = arrays[`${shared?.uid ?? tile.uid}.range`]
    const ghost = arrays[`${tile.uid}.ghost`]
    const values = unpack(packed)
    const filling = ghost ? unpack(ghost) : new Uint8Array()
    const [low = 0, high = 255] = range ? unpack(range) : ends(values)
    return [
      {
        uid: tile.uid,
        title: tile.title,
        scale: shared ? coloursOf(shared.colours, low, channels) : tile.scale,
        shares: shared?.title ?? null,
        channels,
        slices: tile.slices,
        depth: channels,
        height,
        width,
        values,
        low,
        high,
        ghost: filling,
        absolute: one(arrays, `${tile.uid}.absolute`, 0) > 0,
        rowsOf: tile.rows_of,
        drawn: tile.drawn,
        typed: tile.typed,
        digits: tile.digits,
        inner: innerOf(filling, tile.slices ? channels : 1, height, width),
      },
    ]
  })
}

/** A picture in colour has no other scale than its own three. */
function coloursOf(
  colours: ImagesFigure['scales'][number]['colours'],
  low: number,
  channels: number,
): Tile['scale'] {
  if (colours !== 'by_sign') return colours
  return low < 0 && channels !== 3 ? 'signed' : 'grey'
}

function ends(values: Numbers): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high > low ? [low, high] : [low, low + 1]
}

export const valueAt = (tile: Tile, channel: number, row: number, column: number): number =>
  tile.values[(channel * tile.height + row) * tile.width + column] ?? 0

/** Where a value lies between the ends of its tile's colours, as a byte. */
export function byteOf(tile: Tile, value: number): number {
  const shown = tile.absolute ? Math.abs(value) : value
  const low = tile.absolute ? 0 : tile.low
  return Math.max(0, Math.min(255, Math.round((255 * (shown - low)) / (tile.high - low))))
}

/** The size of what filling surrounds; the whole where filling lies in between too. */
function innerOf(ghost: Numbers, depth: number, height: number, width: number): Tile['inner'] {
  const whole = { slices: depth, rows: height, columns: width }
  const slices = new Set<number>()
  const rows = new Set<number>()
  const columns = new Set<number>()
  let cells = 0
  ghost.forEach((flag: number, at: number) => {
    if (flag > 0) return
    slices.add(Math.floor(at / width / height))
    rows.add(Math.floor(at / width) % height)
    columns.add(at % width)
    cells += 1
  })
  const box = slices.size * rows.size * columns.size
  return cells > 0 && cells === box && box < depth * height * width
    ? { slices: extent(slices), rows: extent(rows), columns: extent(columns) }
    : whole
}

const extent = (places: Set<number>): number => Math.max(...places) - Math.min(...places) + 1

/** The layers of a filter side by side, a column free between them; a picture stays what it is. */
export function sideBySide(tile: Tile): Tile {
  if (tile.channels === 1 || tile.slices || tile.scale === 'grey') return tile
  const width = tile.channels * (tile.width + 1) - 1
  const values = new Float32Array(tile.height * width).fill(NaN)
  for (let channel = 0; channel < tile.channels; channel++)
    for (let row = 0; row < tile.height; row++)
      for (let column = 0; column < tile.width; column++)
        values[row * width + channel * (tile.width + 1) + column] = valueAt(tile, channel, row, column)
  return { ...tile, channels: 1, width, values }
}
