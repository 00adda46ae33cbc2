import { unpack } from '../../api/arrays'
import type { ImagesFigure, ViewArrays } from '../../api/types'
import { valueAt, type Tile } from './tiles'

/** How an output is made of a source, window by window; the arithmetic of one window. */
export interface Moving {
  output: Tile
  source: Tile
  kernel: Tile | null
  combine: 'sum' | 'max' | 'mean'
  /** Through, down and across: taps, stride, distance of taps. Through a picture a window is as deep as that has channels. */
  size: Triple
  stride: Triple
  step: Triple
  bias: number
  /** What comes after the sum; null where nothing does. */
  activation: { en: string; zh: string } | null
  /** The kernel is laid on turned by 180 degrees. */
  turned: boolean
}

type Triple = [number, number, number]

/** A cell of a tile; the slice is 0 of all that is no volume. */
export interface Cell {
  slice: number
  row: number
  column: number
}

export interface Place extends Cell {
  /** Which of the windows. */
  window: number
}

export interface Term extends Cell {
  /** The layer of the window, which is a channel or a slice of the source. */
  channel: number
  value: number
  weight: number
  product: number
  ghost: boolean
}

/** The windows whose tiles the frame has. */
export function movingOf(figure: ImagesFigure, arrays: ViewArrays, tiles: Tile[]): Moving[] {
  const named = (uid: string | null): Tile | undefined => tiles.find((tile) => tile.uid === uid)
  const number = (name: string): number => {
    const packed = arrays[name]
    return packed ? (unpack(packed)[0] ?? 0) : 0
  }
  return figure.windows.flatMap((window): Moving[] => {
    const [output, source] = [named(window.output), named(window.source)]
    const packed = arrays[`${window.output}.window`]
    if (!output || !source || !packed) return []
    const numbers = Array.from(unpack(packed))
    const triple = (from: number, through: number): Triple => {
      const [d, h, w] = source.slices
        ? numbers.slice(3 * from, 3 * from + 3)
        : [through, ...numbers.slice(2 * from, 2 * from + 2)]
      return [d ?? 1, h ?? 1, w ?? 1]
    }
    return [
      {
        output,
        source,
        kernel: named(window.kernel) ?? null,
        combine: window.combine,
        size: triple(0, source.channels),
        stride: triple(1, 1),
        step: triple(2, 1),
        bias: number(`${window.output}.bias`),
        activation: window.activations[number(`${window.output}.activation`)] ?? null,
        turned: number(`${window.kernel}.turned`) > 0,
      },
    ]
  })
}

/** How far a window reaches: f + (f - 1)(step - 1) cells, through, down and across. */
export const reach = ({ size, step }: Moving): Triple => [
  (size[0] - 1) * step[0] + 1,
  (size[1] - 1) * step[1] + 1,
  (size[2] - 1) * step[2] + 1,
]

/** What one output is made of, tap by tap. */
export function termsAt(moving: Moving, { slice, row, column }: Cell): Term[] {
  const { source, kernel, size, stride, step, combine } = moving
  const terms: Term[] = []
  const even = combine === 'mean' ? 1 / (size[1] * size[2]) : 1
  for (let channel = 0; channel < size[0]; channel++)
    for (let m = 0; m < size[1]; m++)
      for (let n = 0; n < size[2]; n++) {
        const at = {
          slice: slice * stride[0] + channel * step[0],
          row: row * stride[1] + m * step[1],
          column: column * stride[2] + n * step[2],
        }
        const value = valueAt(source, at.slice, at.row, at.column)
        const weight = kernel ? valueAt(kernel, kernel.channels > 1 ? channel : 0, m, n) : even
        const depth = source.slices ? at.slice : 0
        const ghost = (source.ghost[(depth * source.height + at.row) * source.width + at.column] ?? 0) > 0
        terms.push({ channel, ...at, value, weight, product: value * weight, ghost })
      }
  return terms
}

/** The sum, the mean or the largest, before the bias. */
export function combined({ combine }: Moving, terms: Term[]): number {
  if (combine === 'max') return Math.max(...terms.map(({ value }) => value))
  return terms.reduce((sum, { product }) => sum + product, 0)
}

export const depthOf = (tile: Tile): number => (tile.slices ? tile.channels : 1)

/** The cells of the source that come after the last window: dropped by rounding down. */
export function seenOf(moving: Moving): { slices: number; rows: number; columns: number } {
  const { output, stride, source } = moving
  const [deep, tall, wide] = reach(moving)
  const seen = (count: number, step: number, far: number, all: number): number =>
    count > 0 ? Math.min(all, (count - 1) * step + far) : 0
  return {
    slices: seen(depthOf(output), stride[0], deep, source.channels),
    rows: seen(output.height, stride[1], tall, source.height),
    columns: seen(output.width, stride[2], wide, source.width),
  }
}

/** The output whose window has its middle nearest to a cell of the source. */
export function outputNear(moving: Moving, { slice, row, column }: Cell): Cell {
  const { output, stride } = moving
  const [deep, tall, wide] = reach(moving)
  const near = (at: number, far: number, step: number): number => Math.round((at - (far - 1) / 2) / step)
  return inside(output, {
    slice: near(slice, deep, stride[0]),
    row: near(row, tall, stride[1]),
    column: near(column, wide, stride[2]),
  })
}

const within = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at))

export const inside = (tile: Tile, { slice, row, column }: Cell): Cell => ({
  slice: within(slice, depthOf(tile)),
  row: within(row, tile.height),
  column: within(column, tile.width),
})

/** Where a view begins to look: a third of the way in, where a picture has something. */
export function first({ output }: Moving): Place {
  const in40 = (count: number): number => Math.floor(count * 0.4)
  return {
    window: 0,
    slice: in40(depthOf(output)),
    row: in40(output.height),
    column: in40(output.width),
  }
}

const ROWS = 1000

/** A place as one number, which linked views share. */
export const keyOf = ({ window, slice, row, column }: Place): number =>
  ((window * ROWS + slice) * ROWS + row) * ROWS + column

/** The place of such a number, if there is one now. */
export function placeOf(key: number, moving: Moving[]): Place | null {
  const digit = (at: number): number => Math.floor(key / ROWS ** at) % ROWS
  const window = Math.floor(key / ROWS ** 3)
  const output = moving[window]?.output
  return output ? { window, ...inside(output, { slice: digit(2), row: digit(1), column: digit(0) }) } : null
}
