import { unpack } from '../../api/arrays'
import type { ImagesFigure, ViewArrays } from '../../api/types'
import { valueAt, type Tile } from './tiles'

/** How an output is made of a source, window by window; the arithmetic of one window. */
export interface Moving {
  output: Tile
  source: Tile
  kernel: Tile | null
  combine: 'sum' | 'max' | 'mean'
  /** Down and across: taps, stride, distance of taps. */
  size: [number, number]
  stride: [number, number]
  step: [number, number]
  bias: number
  /** What comes after the sum; null where nothing does. */
  activation: { en: string; zh: string } | null
  /** The kernel is laid on turned by 180 degrees. */
  turned: boolean
}

export interface Place {
  /** Which of the windows. */
  window: number
  row: number
  column: number
}

export interface Term {
  channel: number
  /** In the source. */
  row: number
  column: number
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
    const [h = 1, w = 1, down = 1, across = 1, below = 1, beside = 1] = unpack(packed)
    return [
      {
        output,
        source,
        kernel: named(window.kernel) ?? null,
        combine: window.combine,
        size: [h, w],
        stride: [down, across],
        step: [below, beside],
        bias: number(`${window.output}.bias`),
        activation: window.activations[number(`${window.output}.activation`)] ?? null,
        turned: number(`${window.kernel}.turned`) > 0,
      },
    ]
  })
}

/** How far a window reaches: f + (f - 1)(step - 1) cells, down and across. */
export const reach = ({ size, step }: Moving): [number, number] => [
  (size[0] - 1) * step[0] + 1,
  (size[1] - 1) * step[1] + 1,
]

/** What one output is made of, tap by tap. */
export function termsAt(moving: Moving, row: number, column: number): Term[] {
  const { source, kernel, size, stride, step, combine } = moving
  const terms: Term[] = []
  const even = combine === 'mean' ? 1 / (size[0] * size[1]) : 1
  for (let channel = 0; channel < source.channels; channel++)
    for (let m = 0; m < size[0]; m++)
      for (let n = 0; n < size[1]; n++) {
        const at = { row: row * stride[0] + m * step[0], column: column * stride[1] + n * step[1] }
        const value = valueAt(source, channel, at.row, at.column)
        const weight = kernel ? valueAt(kernel, kernel.channels > 1 ? channel : 0, m, n) : even
        const ghost = (source.ghost[at.row * source.width + at.column] ?? 0) > 0
        terms.push({ channel, ...at, value, weight, product: value * weight, ghost })
      }
  return terms
}

/** The sum, the mean or the largest, before the bias. */
export function combined({ combine }: Moving, terms: Term[]): number {
  if (combine === 'max') return Math.max(...terms.map(({ value }) => value))
  return terms.reduce((sum, { product }) => sum + product, 0)
}

/** The cells of the source that come after the last window: dropped by rounding down. */
export function seenOf(moving: Moving): { rows: number; columns: number } {
  const { output, stride, source } = moving
  const [tall, wide] = reach(moving)
  return {
    rows: output.height > 0 ? Math.min(source.height, (output.height - 1) * stride[0] + tall) : 0,
    columns: output.width > 0 ? Math.min(source.width, (output.width - 1) * stride[1] + wide) : 0,
  }
}

/** The output whose window has its middle nearest to a cell of the source. */
export function outputNear(moving: Moving, row: number, column: number): { row: number; column: number } {
  const { output, stride } = moving
  const [tall, wide] = reach(moving)
  return inside(
    output,
    Math.round((row - (tall - 1) / 2) / stride[0]),
    Math.round((column - (wide - 1) / 2) / stride[1]),
  )
}

export const inside = (tile: Tile, row: number, column: number): { row: number; column: number } => ({
  row: Math.max(0, Math.min(tile.height - 1, row)),
  column: Math.max(0, Math.min(tile.width - 1, column)),
})

/** Where a view begins to look: a third of the way in, where a picture has something. */
export const first = (moving: Moving): Place => ({
  window: 0,
  ...inside(moving.output, Math.floor(moving.output.height * 0.4), Math.floor(moving.output.width * 0.4)),
})

const ROWS = 1000

/** A place as one number, which linked views share. */
export const keyOf = ({ window, row, column }: Place): number => (window * ROWS + row) * ROWS + column

/** The place of such a number, if there is one now. */
export function placeOf(key: number, moving: Moving[]): Place | null {
  const window = Math.floor(key / ROWS / ROWS)
  const output = moving[window]?.output
  return output ? { window, ...inside(output, Math.floor(key / ROWS) % ROWS, key % ROWS) } : null
}
