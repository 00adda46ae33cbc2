import type { Bounds } from './model'
import { clamp } from './values'

/** Slider positions run from 0 to 1; a log slider spends the same length on every power of ten. */

export type Scale = 'linear' | 'log'

/** How far down a log slider reaches when its lower bound is 0. */
const DECADES = 6

function logFloor(bounds: Bounds): number {
  return bounds.min > 0 ? bounds.min : bounds.max / 10 ** DECADES
}

/** A log slider over a range that includes 0 keeps its left end for 0 itself. */
function hasZero(bounds: Bounds): boolean {
  return bounds.min === 0 && !bounds.openMin
}

const ZERO_END = 0.03

export function toPosition(value: number, bounds: Bounds, scale: Scale): number {
  if (scale === 'linear' || bounds.max <= 0) {
    return limit((value - bounds.min) / (bounds.max - bounds.min || 1))
  }
  const floor = logFloor(bounds)
  const start = hasZero(bounds) ? ZERO_END : 0
  if (value <= 0) return 0
  return limit(start + (1 - start) * (Math.log(value / floor) / Math.log(bounds.max / floor)))
}

export function toValue(position: number, bounds: Bounds, scale: Scale): number {
  if (scale === 'linear' || bounds.max <= 0) {
    return clamp(round(bounds.min + position * (bounds.max - bounds.min), bounds), bounds)
  }
  const floor = logFloor(bounds)
  const start = hasZero(bounds) ? ZERO_END : 0
  if (start > 0 && position < start / 2) return 0
  const share = Math.max(0, (position - start) / (1 - start))
  return clamp(Number((floor * (bounds.max / floor) ** share).toPrecision(2)), bounds)
}

/** A hundred and more stops that read well: 0.35 rather than 0.3487. */
function round(value: number, bounds: Bounds): number {
  if (bounds.integer) return Math.round(value)
  const grain = 10 ** Math.floor(Math.log10((bounds.max - bounds.min) / 100))
  return Number((Math.round(value / grain) * grain).toPrecision(10))
}

/** The slider's keyboard step. */
export function stops(bounds: Bounds, scale: Scale): number {
  if (scale === 'linear' && bounds.integer && bounds.max - bounds.min <= 1000) return bounds.max - bounds.min
  if (scale === 'log') return Math.max(40, Math.round(20 * Math.log10(bounds.max / logFloor(bounds))))
  return 200
}

const limit = (position: number): number => Math.min(1, Math.max(0, position))
