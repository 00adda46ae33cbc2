import type { Curve } from '../views/curves/buckets'

/** A run in which nothing moves any more. */

/** Values that are the same for so many steps ... */
const SAME_STEPS = 1000
const SAME = 1e-6
/** ... or whose means over the last two quarters of so long a run differ by no more than this share. */
const LONG_STEPS = 4000
const LEVEL = 0.005

/** For how many steps nothing has moved in these curves up to a step; 0 where something has. */
export function stillFor(curves: Curve[], step: number): number {
  if (curves.length === 0) return 0
  if (step > SAME_STEPS && curves.every((curve) => same(curve, step - SAME_STEPS))) return SAME_STEPS
  const half = Math.floor(step / 2)
  if (step >= LONG_STEPS && curves.every((curve) => level(curve, half, step))) return step - half
  return 0
}

function same(curve: Curve, after: number): boolean {
  let low = Infinity
  let high = -Infinity
  for (const { minStep, maxStep, min, max } of curve.buckets) {
    if (Math.min(minStep, maxStep) < after) continue
    low = Math.min(low, min)
    high = Math.max(high, max)
  }
  return high - low <= SAME * Math.max(Math.abs(high), Math.abs(low))
}

function level(curve: Curve, from: number, to: number): boolean {
  const middle = (from + to) / 2
  const before = mean(curve, from, middle)
  const after = mean(curve, middle, to)
  return Math.abs(after - before) <= LEVEL * Math.max(Math.abs(before), Math.abs(after))
}

function mean(curve: Curve, from: number, to: number): number {
  let sum = 0
  let count = 0
  for (const bucket of curve.buckets) {
    if (bucket.minStep < from || bucket.minStep >= to) continue
    sum += bucket.sum
    count += bucket.count
  }
  return sum / count
}
