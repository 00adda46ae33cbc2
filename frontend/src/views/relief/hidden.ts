import { heightAt, type Ground } from './ground'
import { acrossOf, outOf, tallOf, upOf, type Block } from './scale'

/** What the ground hides from the eye, and what of it the eye meets first. */

const STEPS = 48
/** What lies so little under the ground counts as on it. */
const SLACK = 0.012

/** A ground in the block's own lengths: x and y from -1 to 1. */
export type Relief = (x: number, y: number) => number

export function reliefOf(ground: Ground, block: Block): Relief {
  return (x, y) => {
    const at = outOf(block, x, y)
    return tallOf(block, heightAt(ground, at.x, at.y))
  }
}

/** Whether ground lies between a point and the eye. */
export function isHidden(
  relief: Relief,
  top: number,
  eye: readonly [number, number, number],
  x: number,
  y: number,
  z: number,
): boolean {
  const [ex, ey, ez] = [eye[0] - x, eye[1] - y, eye[2] - z]
  // The ray leaves the block where it is higher than any ground, or past a side.
  const out = (d: number, from: number): number =>
    d > 0 ? (1 - from) / d : d < 0 ? (-1 - from) / d : Infinity
  const end = Math.min(1, out(ex, x), out(ey, y), ez > 0 ? (top - z) / ez : Infinity)
  if (!(end > 0)) return false
  for (let step = 1; step <= STEPS; step++) {
    const t = (end * step) / STEPS
    if (relief(x + t * ex, y + t * ey) > z + t * ez + SLACK) return true
  }
  return false
}

/** The place where a ray from the eye first meets the ground; null where it meets none. */
export function met(
  relief: Relief,
  top: number,
  eye: readonly [number, number, number],
  ray: readonly [number, number, number],
): { x: number; y: number } | null {
  let from = ray[2] < 0 ? (top - eye[2]) / ray[2] : 0
  let to = 2
  for (const [e, d] of [
    [eye[0], ray[0]],
    [eye[1], ray[1]],
  ] as const) {
    if (d === 0) continue
    from = Math.max(from, Math.min((-1 - e) / d, (1 - e) / d))
    to = Math.min(to, Math.max((-1 - e) / d, (1 - e) / d))
  }
  const above = (t: number): number => eye[2] + t * ray[2] - relief(eye[0] + t * ray[0], eye[1] + t * ray[1])
  const count = 160
  if (!(to > from) || above(from + 1e-6) < 0) return null
  for (let step = 1; step <= count; step++) {
    let b = from + ((to - from) * step) / count
    if (!(above(b) < 0)) continue
    let a = from + ((to - from) * (step - 1)) / count
    for (let half = 0; half < 12; half++) {
      const middle = (a + b) / 2
      if (above(middle) < 0) b = middle
      else a = middle
    }
    return { x: eye[0] + b * ray[0], y: eye[1] + b * ray[1] }
  }
  return null
}

/** Where data lies in the block. */
export const inBlock = (block: Block, x: number, y: number, height: number): [number, number, number] => [
  acrossOf(block, x),
  upOf(block, y),
  tallOf(block, height),
]
