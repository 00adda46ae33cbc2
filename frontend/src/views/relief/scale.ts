import { linearAxis, logAxis, niceStep } from '../axis'
import { formatNumber } from '../../base/numbers'
import { TOP } from '../camera'
import { unpack } from '../../api/arrays'
import type { ViewArrays } from '../../api/types'
import { heightOf, type Ground } from './ground'
import type { Scene } from './scene'

/** What the edges of a block stand for, and how data becomes places in it. */
export interface Block {
  left: number
  right: number
  low: number
  high: number
  /** Heights (logarithms where the height is one) of the lowest and the highest ground. */
  bottom: number
  top: number
  log: boolean
}

/** Contour lines: how far apart, in heights. */
export function stepOf({ bottom, top, log }: Block): number {
  const least = (top - bottom) / 16
  return (log && [0.05, 0.1, 0.25, 0.5].find((step) => step >= least)) || niceStep(least)
}

export const acrossOf = (block: Block, x: number): number =>
  (2 * (x - block.left)) / (block.right - block.left) - 1
export const upOf = (block: Block, y: number): number => (2 * (y - block.low)) / (block.high - block.low) - 1
export const tallOf = (block: Block, height: number): number => (height - block.bottom) * scaleOf(block)
export const scaleOf = (block: Block): number => TOP / (block.top - block.bottom)

/** The place that lies at x and y, -1 to 1, of a block. */
export const outOf = (block: Block, x: number, y: number): { x: number; y: number } => ({
  x: block.left + ((x + 1) / 2) * (block.right - block.left),
  y: block.low + ((y + 1) / 2) * (block.high - block.low),
})

/** The block of a ground whose heights reach from `bottom` to `top`. */
export function blockOf(ground: Ground, bottom: number, top: number, log: boolean): Block {
  const span = top - bottom > 1e-9 * Math.max(1, Math.abs(top)) ? top - bottom : Math.max(1e-6, Math.abs(top))
  const { left, right, low, high } = ground
  return { left, right, low, high, bottom, top: bottom + span, log }
}

/**
 * The block to draw: the old one while a hand is down, or as long as the new one fills it well in height and covers the
 * same square, so that axes do not tremble with every frame.
 */
export function steady(old: Block | null, now: Block, held: boolean): Block {
  if (!old || old.log !== now.log) return now
  if (held) return old
  const same =
    old.left === now.left && old.right === now.right && old.low === now.low && old.high === now.high
  const slack = 0.02 * (old.top - old.bottom)
  const fits = now.bottom >= old.bottom - slack && now.top <= old.top + slack
  return same && fits && now.top - now.bottom > 0.75 * (old.top - old.bottom) ? old : now
}

export interface Tick {
  value: number
  text: string
}

const written = (value: number): Tick => ({ value, text: formatNumber(value) })

export const ticksOf = (low: number, high: number, count: number): Tick[] =>
  linearAxis({ low, high }, 0, 1, count).ticks.map(written)

/** Values for the colour scale, and how far up they stand, 0 to 1. */
export function levelsOf({ bottom, top, log }: Block, count: number): (Tick & { at: number })[] {
  if (!log) {
    const axis = linearAxis({ low: bottom, high: top }, 0, 1, count)
    return axis.ticks.map((value) => ({ ...written(value), at: axis.at(value) }))
  }
  const axis = logAxis({ low: 10 ** bottom, high: 10 ** top }, 0, 1, count)
  return axis.ticks.map((value) => ({ ...written(value), at: axis.at(value) }))
}

/** The block that a frame asks for: its own range of heights, else all that is drawn. */
export function rangeIn(ground: Ground, scene: Scene, arrays: ViewArrays, log: boolean): Block {
  const { range } = arrays
  if (range) {
    const [low = 0, high = 1] = Array.from(unpack(range), (value) => heightOf(value, log))
    return blockOf(ground, low, high, log)
  }
  let bottom = Infinity
  let top = -Infinity
  const reach = (height: number): void => {
    if (height < bottom) bottom = height
    if (height > top) top = height
  }
  ground.heights.forEach(reach)
  for (const { height } of scene.goals) reach(height)
  for (const { height, foot } of scene.balls) {
    reach(height)
    reach(foot)
  }
  return Number.isFinite(bottom) ? blockOf(ground, bottom, top, log) : blockOf(ground, 0, 1, log)
}
