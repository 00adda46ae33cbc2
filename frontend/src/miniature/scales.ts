import { isObject } from '../api/guards'
import type { JsonObject } from '../api/types'
import { numberAt, textAt } from './numbers'
import type { Box } from './picture'

/** The axes of a small plot: its layout's ranges, or those of the numbers that are drawn. */

export interface Scale {
  /** NaN where the number has no place. */
  pixel(value: number): number
  value(pixel: number): number
}

export interface Scales {
  x: Scale
  y: Scale
}

/** What a trace takes up. */
export interface Extent {
  x: ArrayLike<number>
  y: ArrayLike<number>
}

interface Span {
  low: number
  high: number
  log: boolean
}

export function scalesOf(layout: JsonObject, extents: Extent[], box: Box, ground: boolean): Scales {
  const ratio = ratioOf(layout)
  const across = extents.map((extent) => extent.x)
  const up = extents.map((extent) => extent.y)
  const x = spanOf(axisOf(layout, 'xaxis'), across, ground, !ground && ratio === null)
  const y = spanOf(axisOf(layout, 'yaxis'), up, ground, false)
  if (ratio !== null) equalise(x, y, ratio, box, ground)
  return {
    x: scale(x, box.left, box.left + box.width),
    y: scale(y, box.top + box.height, box.top),
  }
}

const axisOf = (layout: JsonObject, name: string): JsonObject => {
  const axis = layout[name]
  return isObject(axis) ? axis : {}
}

/** How many units of y are as long as one of x, where the layout ties them. */
function ratioOf(layout: JsonObject): number | null {
  const up = axisOf(layout, 'yaxis')
  if (textAt(up, 'scaleanchor') === 'x') return 1 / (numberAt(up, 'scaleratio') ?? 1)
  const across = axisOf(layout, 'xaxis')
  return textAt(across, 'scaleanchor') === 'y' ? (numberAt(across, 'scaleratio') ?? 1) : null
}

/** Numbers that take up less than this of an axis that `grows` get a range of their own: there is no room for what is to come. */
const FILLED = 0.2

/** The ends are logarithms on a log axis. */
function spanOf(axis: JsonObject, parts: ArrayLike<number>[], tight: boolean, grows: boolean): Span {
  const log = axis['type'] === 'log'
  const range = axis['range']
  const [from, to] = Array.isArray(range) ? range : []
  const fixed =
    typeof from === 'number' && typeof to === 'number' && from !== to ? { low: from, high: to, log } : null
  let low = Infinity
  let high = -Infinity
  for (const part of parts) {
    for (let index = 0; index < part.length; index++) {
      const value = log ? Math.log10(part[index] ?? NaN) : (part[index] ?? NaN)
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  const room = fixed && grows ? FILLED * Math.abs(fixed.high - fixed.low) : 0
  if (fixed && (!Number.isFinite(low) || high - low >= room)) return fixed
  if (!Number.isFinite(low)) return { low: 0, high: 1, log }
  const margin = (high - low || Math.abs(high) || 1) * (tight ? 0 : 0.06)
  const reversed = axis['autorange'] === 'reversed'
  const [a, b] = [low - margin, high === low ? high + (margin || 1) : high + margin]
  return reversed ? { low: b, high: a, log } : { low: a, high: b, log }
}

/** One scale for both axes: a ground covers the box, anything else fits into it. */
function equalise(x: Span, y: Span, ratio: number, box: Box, cover: boolean): void {
  const across = box.width / Math.abs(x.high - x.low)
  const up = (box.height / Math.abs(y.high - y.low)) * ratio
  const pixels = cover ? Math.max(across, up) : Math.min(across, up)
  widen(x, across / pixels)
  widen(y, up / pixels)
}

function widen(span: Span, factor: number): void {
  const middle = (span.low + span.high) / 2
  const half = ((span.high - span.low) / 2) * factor
  span.low = middle - half
  span.high = middle + half
}

function scale({ low, high, log }: Span, from: number, to: number): Scale {
  const place = (value: number): number => from + ((value - low) / (high - low)) * (to - from)
  const back = (pixel: number): number => low + ((pixel - from) / (to - from)) * (high - low)
  return log
    ? {
        pixel: (value) => (value > 0 ? place(Math.log10(value)) : NaN),
        value: (pixel) => 10 ** back(pixel),
      }
    : { pixel: place, value: back }
}
