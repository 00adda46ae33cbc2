import { isObject } from '../../api/guards'
import type { Json, JsonObject } from '../../api/types'

/**
 * Numbers and names of axes stand inside them. An axis whose ends are given reaches further by what they need, so that
 * nothing is drawn under them. (Plotly does the same for the numbers at an axis whose ends it chooses.) A map stays whole.
 */

/** Beside an upward axis, below and above, in the size of the page's type. */
const BESIDE = 2.5
const BELOW = 1.5
const NAME = 1.3
/** At the right end, where the last number needs half its width. */
const EDGE = 1
/** At most so much of an axis. */
const MOST = 1 / 3

/** Of a picture, and of the page's type in it. */
export interface Size {
  width: number
  height: number
  em: number
}

const MAPS = new Set(['contour', 'heatmap', 'image'])

/** The axes of `layout` that reach further. `own` is the layout as the lab has it: its margin is room for words. */
export function roomy(
  layout: JsonObject,
  { data, layout: own }: { data: JsonObject[]; layout: JsonObject },
  { width, height, em }: Size,
): JsonObject {
  const axes = Object.entries(layout).filter(
    (entry): entry is [string, JsonObject] => /^[xy]axis\d*$/.test(entry[0]) && isObject(entry[1]),
  )
  const bound =
    data.some(({ type }) => MAPS.has(String(type))) || axes.some(([, axis]) => 'scaleanchor' in axis)
  if (bound) return {}
  const named = (letter: string): boolean => {
    const axis = own[`${letter}axis`]
    return isObject(axis) && Boolean(axis['title'])
  }
  const low = side(layout['margin'], 't') > 0 // names stand outside
  const right = axes.some(([, { side }]) => side === 'right')
  const wanted = (name: string): number => (side(own['margin'], name) * em) / 16
  const room = {
    x: [BESIDE * em, Math.max((right ? BESIDE : EDGE) * em, wanted('r'))],
    y: [(BELOW + (named('x') && !low ? NAME : 0)) * em, (named('y') && !low ? NAME * em : 0) + wanted('t')],
  }
  const further: JsonObject = {}
  for (const [name, axis] of axes) {
    const range = axis['range']
    const across = name.startsWith('x')
    if (!isRange(range)) continue
    further[name] = {
      ...axis,
      range: reaching(range, across ? room.x : room.y, across ? width : height),
    }
  }
  return further
}

/** A range with so many pixels more at both ends. */
function reaching(
  [low, high]: [number, number],
  [before = 0, after = 0]: number[],
  length: number,
): number[] {
  const share = Math.min(1, (MOST * length) / (before + after || 1))
  const unit = (high - low) / (length - share * (before + after))
  return [low - share * before * unit, high + share * after * unit]
}

const side = (margin: Json | undefined, name: string): number =>
  isObject(margin) && typeof margin[name] === 'number' ? margin[name] : 0

const isRange = (range: Json | undefined): range is [number, number] =>
  Array.isArray(range) && range.length === 2 && range.every((end) => typeof end === 'number')
