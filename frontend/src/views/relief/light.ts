import type { Ground } from './ground'

/** Slopes, cast shadows and hollows of a ground in the block's own lengths, where a side of the square is 2. */

export interface Lit {
  /** Slopes along x and y. */
  across: Float32Array
  up: Float32Array
  /** How much of the lamp reaches a point, 0 to 1. */
  lamp: Float32Array
  /** How open the sky is: below 1 in a hollow, above on a ridge. */
  sky: Float32Array
}

/** Where the lamp stands: from the left, behind, and up. */
export const LAMP = unit([-0.62, 0.36, 0.66])
/** So far below the edge of a shadow it is full, in the block's lengths. */
const PENUMBRA = 0.035
const HOLLOW = 2.4
/** Half the width of what a hollow is compared with, as a share of a side. */
const AROUND = 0.05

export function lit(ground: Ground, scale: number): Lit {
  const { columns, rows, heights } = ground
  const dx = 2 / (columns - 1)
  const dy = 2 / (rows - 1)
  const across = new Float32Array(heights.length)
  const up = new Float32Array(heights.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      across[at] = slope(heights, at, 1, column, columns) * (scale / dx)
      up[at] = slope(heights, at, columns, row, rows) * (scale / dy)
    }
  }
  return { across, up, lamp: shadows(ground, scale), sky: openness(ground, scale) }
}

/** The difference to the next point, from both sides where there are two. */
function slope(heights: Float32Array, at: number, step: number, index: number, count: number): number {
  const here = heights[at] ?? NaN
  const before = index > 0 ? (heights[at - step] ?? NaN) : NaN
  const after = index < count - 1 ? (heights[at + step] ?? NaN) : NaN
  if (Number.isNaN(before)) return Number.isNaN(after) ? 0 : after - here
  return Number.isNaN(after) ? here - before : (after - before) / 2
}

/**
 * The shadow's ceiling is carried from point to point away from the lamp: as high as the ground or the ceiling one step
 * towards the lamp, less what its ray falls on the way. One pass over the grid, in the order in which light comes.
 */
export function shadows(ground: Ground, scale: number, lamp: readonly number[] = LAMP): Float32Array {
  const { columns, rows, heights } = ground
  const [lx = 0, ly = 0, lz = 1] = lamp
  const result = new Float32Array(heights.length).fill(1)
  const longest = Math.max((Math.abs(lx) * (columns - 1)) / 2, (Math.abs(ly) * (rows - 1)) / 2)
  if (longest === 0) return result
  // One step towards the lamp, in points of the grid, and how much the ray rises on it.
  const di = (lx * (columns - 1)) / 2 / longest
  const dj = (ly * (rows - 1)) / 2 / longest
  const rise = lz / longest
  const ceiling = new Float32Array(heights.length).fill(-Infinity)
  const reach = (i: number, j: number): number => {
    if (i < 0 || j < 0 || i > columns - 1 || j > rows - 1) return -Infinity
    const left = Math.min(Math.floor(i), columns - 2)
    const below = Math.min(Math.floor(j), rows - 2)
    const s = i - left
    const t = j - below
    const top = (at: number): number => {
      const height = (heights[at] ?? NaN) * scale
      return Math.max(Number.isNaN(height) ? -1e3 : height, ceiling[at] ?? -1e3, -1e3)
    }
    const at = below * columns + left
    const low = top(at) * (1 - s) + (s > 0 ? top(at + 1) * s : 0)
    if (t === 0) return low
    return low * (1 - t) + (top(at + columns) * (1 - s) + (s > 0 ? top(at + columns + 1) * s : 0)) * t
  }
  for (let b = 0; b < rows; b++) {
    const row = dj > 0 ? rows - 1 - b : b
    for (let a = 0; a < columns; a++) {
      const column = di > 0 ? columns - 1 - a : a
      const at = row * columns + column
      const under = reach(column + di, row + dj) - rise
      ceiling[at] = under
      const depth = under - (heights[at] ?? NaN) * scale
      if (depth > 0) result[at] = Math.max(0, 1 - depth / PENUMBRA)
    }
  }
  return result
}

/** The ground beside its mean over a square around it. */
function openness(ground: Ground, scale: number): Float32Array {
  const { columns, rows, heights } = ground
  const filled = heights.map((height) => (Number.isNaN(height) ? 0 : height))
  const radius = Math.max(1, Math.round(AROUND * Math.max(columns, rows)))
  const across = blurred(filled, columns, rows, radius, 1, columns)
  const mean = blurred(across, rows, columns, radius, columns, 1)
  return heights.map((height, at) =>
    Math.min(1.2, Math.max(0.55, 1 + HOLLOW * scale * (height - (mean[at] ?? height)))),
  )
}

/** The mean over `radius` points to both sides along lines of `count` points that lie `step` apart; edges repeat. */
function blurred(
  from: Float32Array,
  count: number,
  lines: number,
  radius: number,
  step: number,
  stride: number,
): Float32Array {
  const to = new Float32Array(from.length)
  for (let line = 0; line < lines; line++) {
    const value = (index: number): number =>
      from[line * stride + Math.min(Math.max(index, 0), count - 1) * step] ?? 0
    let sum = 0
    for (let index = -radius; index <= radius; index++) sum += value(index)
    for (let index = 0; index < count; index++) {
      to[line * stride + index * step] = sum / (2 * radius + 1)
      sum += value(index + radius + 1) - value(index - radius)
    }
  }
  return to
}

export function unit(vector: [number, number, number]): [number, number, number] {
  const length = Math.hypot(...vector)
  return [vector[0] / length, vector[1] / length, vector[2] / length]
}
