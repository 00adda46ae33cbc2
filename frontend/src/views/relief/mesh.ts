import { BOTTOM } from '../camera'
import type { Ground } from './ground'
import { lit } from './light'
import { acrossOf, scaleOf, tallOf, upOf, type Block } from './scale'

/** What the graphics card gets of a ground. */

/** Numbers of a point: x, y, z, slopes along x and y, lamp, sky. */
export const POINT = 7
/** Numbers of a point of a wall: x, y, z. */
export const WALL = 3

export interface Mesh {
  points: Float32Array
  /** Three points a triangle; none where a corner is missing. */
  triangles: Uint32Array
  /** Strips along the four sides: left, right, front, back. */
  walls: Float32Array[]
}

export function meshOf(ground: Ground, block: Block): Mesh {
  const { columns, rows, heights } = ground
  const light = lit(ground, scaleOf(block))
  const xs = Float32Array.from({ length: columns }, (_, column) =>
    acrossOf(block, between(ground.left, ground.right, column, columns)),
  )
  const ys = Float32Array.from({ length: rows }, (_, row) =>
    upOf(block, between(ground.low, ground.high, row, rows)),
  )
  const points = new Float32Array(heights.length * POINT)
  for (let at = 0, row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const height = heights[at] ?? NaN
      const to = at * POINT
      points[to] = xs[column] ?? 0
      points[to + 1] = ys[row] ?? 0
      points[to + 2] = Number.isNaN(height) ? 0 : tallOf(block, height)
      points[to + 3] = light.across[at] ?? 0
      points[to + 4] = light.up[at] ?? 0
      points[to + 5] = light.lamp[at] ?? 1
      points[to + 6] = light.sky[at] ?? 1
    }
  }
  const side = (count: number, at: (index: number) => number): Float32Array => wall(points, count, at)
  return {
    points,
    triangles: trianglesOf(ground),
    walls: [
      side(rows, (row) => row * columns),
      side(rows, (row) => row * columns + columns - 1),
      side(columns, (column) => column),
      side(columns, (column) => (rows - 1) * columns + column),
    ].map((strip, index) => holed(strip, ground, index)),
  }
}

const between = (from: number, to: number, index: number, count: number): number =>
  from + ((to - from) * index) / (count - 1)

function trianglesOf({ columns, rows, heights }: Ground): Uint32Array {
  const there = (at: number): boolean => !Number.isNaN(heights[at] ?? NaN)
  const result = new Uint32Array((columns - 1) * (rows - 1) * 6)
  let count = 0
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = row * columns + column
      const [b, c, d] = [a + 1, a + columns, a + columns + 1]
      if (!there(a) || !there(b) || !there(c) || !there(d)) continue
      result[count++] = a
      result[count++] = b
      result[count++] = d
      result[count++] = a
      result[count++] = d
      result[count++] = c
    }
  }
  return result.subarray(0, count)
}

/** The cut edge from the ground down to the bottom of the block. */
function wall(points: Float32Array, count: number, at: (index: number) => number): Float32Array {
  const strip = new Float32Array(count * 2 * WALL)
  for (let index = 0; index < count; index++) {
    const from = at(index) * POINT
    const [x = 0, y = 0, z = 0] = points.subarray(from, from + 3)
    strip.set([x, y, z, x, y, BOTTOM], index * 2 * WALL)
  }
  return strip
}

/** Where the ground is missing at an edge there is no wall. */
function holed(strip: Float32Array, { columns, rows, heights }: Ground, side: number): Float32Array {
  const place = (index: number): number =>
    side < 2 ? index * columns + side * (columns - 1) : index + (side - 2) * (rows - 1) * columns
  for (let index = 0; index < strip.length / (2 * WALL); index++) {
    if (Number.isNaN(heights[place(index)] ?? NaN)) strip[index * 2 * WALL + 2] = BOTTOM
  }
  return strip
}
