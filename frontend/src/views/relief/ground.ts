import { unpack } from '../../api/arrays'
import type { ViewArrays } from '../../api/types'
import { shapeOf } from '../maps'

/** Heights over a rectangle, row by row from the lowest y; NaN where there is no ground. */
export interface Ground {
  columns: number
  rows: number
  left: number
  right: number
  low: number
  high: number
  heights: Float32Array
}

/** Lower values have no place on a logarithmic height. */
const LEAST = 1e-30

/** How values become heights in a picture, and back. */
export const heightOf = (value: number, log: boolean): number =>
  log ? Math.log10(Math.max(value, LEAST)) : value
export const valueOf = (height: number, log: boolean): number => (log ? 10 ** height : height)

/** The ground of a frame; null where it brings none. */
export function groundOf(arrays: ViewArrays): Ground | null {
  const { 'ground.x': across, 'ground.y': up, 'ground.z': packed } = arrays
  if (!across || !up || !packed) return null
  const [rows = 0, columns = 0] = shapeOf(packed)
  if (rows < 2 || columns < 2) return null
  const x = unpack(across)
  const y = unpack(up)
  const log = isLog(arrays)
  return {
    columns,
    rows,
    left: x[0] ?? 0,
    right: x[columns - 1] ?? 1,
    low: y[0] ?? 0,
    high: y[rows - 1] ?? 1,
    heights: Float32Array.from(unpack(packed), (value) => heightOf(value, log)),
  }
}

export const isLog = (arrays: ViewArrays): boolean => {
  const { log } = arrays
  return log !== undefined && unpack(log)[0] === 1
}

/**
 * The same ground on a finer grid, at least `least` points along a side, through every point of the coarse one: a cubic
 * in both directions (Catmull-Rom), so that light falls on it without edges. Next to a hole the new points are missing.
 */
export function finer(ground: Ground, least: number): Ground {
  const factor = Math.ceil((least - 1) / (Math.min(ground.columns, ground.rows) - 1))
  if (factor <= 1) return ground
  const { columns, rows, heights } = ground
  const wide = (columns - 1) * factor + 1
  const across = new Float32Array(wide * rows)
  for (let row = 0; row < rows; row++)
    stretch(heights, row * columns, 1, columns, factor, across, row * wide, 1)
  const tall = (rows - 1) * factor + 1
  const both = new Float32Array(wide * tall)
  for (let column = 0; column < wide; column++)
    stretch(across, column, wide, rows, factor, both, column, wide)
  return { ...ground, columns: wide, rows: tall, heights: both }
}

/** A line of `count` numbers from `at` on, `step` apart, `factor` times as fine. */
function stretch(
  from: Float32Array,
  at: number,
  step: number,
  count: number,
  factor: number,
  to: Float32Array,
  into: number,
  stride: number,
): void {
  const value = (index: number): number => from[at + index * step] ?? NaN
  for (let index = 0; index < count - 1; index++) {
    const b = value(index)
    const c = value(index + 1)
    // Beyond an end the line goes on straight.
    const before = index > 0 ? value(index - 1) : 2 * b - c
    const after = index < count - 2 ? value(index + 2) : 2 * c - b
    const a = Number.isNaN(before) ? 2 * b - c : before
    const d = Number.isNaN(after) ? 2 * c - b : after
    for (let part = 0; part < factor; part++) {
      const t = part / factor
      to[into + (index * factor + part) * stride] = part === 0 ? b : cubic(a, b, c, d, t)
    }
  }
  to[into + (count - 1) * factor * stride] = value(count - 1)
}

const cubic = (a: number, b: number, c: number, d: number, t: number): number =>
  b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))

/** The height at a place of the rectangle, between the four points around it; NaN outside and in a hole. */
export function heightAt(ground: Ground, x: number, y: number): number {
  const { columns, rows, heights } = ground
  const u = ((x - ground.left) / (ground.right - ground.left)) * (columns - 1)
  const v = ((y - ground.low) / (ground.high - ground.low)) * (rows - 1)
  if (!(u >= 0 && v >= 0 && u <= columns - 1 && v <= rows - 1)) return NaN
  const i = Math.min(Math.floor(u), columns - 2)
  const j = Math.min(Math.floor(v), rows - 2)
  const at = j * columns + i
  const s = u - i
  const t = v - j
  const lower = (heights[at] ?? NaN) * (1 - s) + (heights[at + 1] ?? NaN) * s
  const upper = (heights[at + columns] ?? NaN) * (1 - s) + (heights[at + columns + 1] ?? NaN) * s
  return lower * (1 - t) + upper * t
}
