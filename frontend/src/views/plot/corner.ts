import type { Places } from './quick'

/** The corner of a picture, or the middle of a side, that what is drawn there leaves free, for the legend. */

export type Corner =
  'top-left' | 'top-right' | 'under-right' | 'bottom-right' | 'bottom-left' | 'top' | 'bottom'

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Lines and points; each counts so much, and marks are seen so far around their middle. */
export interface Weighed extends Places {
  weight: number
  reach: number
}

export interface Drawn {
  places: Weighed[]
  /** What must be readable and seen whole: words, colour bars. */
  words: Box[]
  /** Bars and other surfaces. */
  shapes: Box[]
}

/** In the order in which they are taken: at the upper right also below a name that stands there. */
export const CORNERS: readonly Corner[] = [
  'top-left',
  'top-right',
  'under-right',
  'bottom-right',
  'bottom-left',
  'top',
  'bottom',
]

/** So much more must lie under the legend where it is than elsewhere before it moves. */
const WORTH_MOVING = 6
/** A word under the legend is as bad as so many points. */
const WORD = 40
const SHAPE = 6
/** Lines are looked at so finely. */
const STEP_PX = 12
/** So much of a legend may touch what is beside it. */
const SLACK_PX = 2

/** Where a legend covers least of what is drawn; it stays where it is unless that is plainly worse. */
export function freeCorner(drawn: Drawn, boxes: Record<Corner, Box>, now: Corner | null): Corner {
  const covered = CORNERS.map((corner) => coveredBy(boxes[corner], drawn))
  const least = Math.min(...covered)
  const best = CORNERS[covered.indexOf(least)] ?? 'top-left'
  if (now === null) return best
  return (covered[CORNERS.indexOf(now)] ?? 0) > least + WORTH_MOVING ? best : now
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width - SLACK_PX &&
  b.left < a.left + a.width - SLACK_PX &&
  a.top < b.top + b.height - SLACK_PX &&
  b.top < a.top + a.height - SLACK_PX

function coveredBy(box: Box, { places, words, shapes }: Drawn): number {
  const inside = (x: number, y: number, reach = 0): boolean =>
    x >= box.left - reach &&
    x <= box.left + box.width + reach &&
    y >= box.top - reach &&
    y <= box.top + box.height + reach
  const under = (boxes: Box[]): number => boxes.filter((other) => overlaps(box, other)).length
  let count = WORD * under(words) + SHAPE * under(shapes)
  for (const { px, py, weight, reach } of places) {
    for (let index = 0; index < px.length; index++) {
      const x = px[index] ?? NaN
      const y = py[index] ?? NaN
      if (inside(x, y, reach)) count += weight
      const dx = (px[index + 1] ?? NaN) - x
      const dy = (py[index + 1] ?? NaN) - y
      const parts = Math.min(64, Math.floor(Math.hypot(dx, dy) / STEP_PX))
      for (let part = 1; part < parts; part++) {
        if (inside(x + (dx * part) / parts, y + (dy * part) / parts)) count++
      }
    }
  }
  return count
}
