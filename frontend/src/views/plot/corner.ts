import type { Places } from './quick'

/** The corner of a picture that its lines and points leave free, for the legend. */

export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'

/** In the order in which they are taken. */
export const CORNERS: readonly Corner[] = ['top-left', 'top-right', 'bottom-right', 'bottom-left']

interface Size {
  width: number
  height: number
}

/** So much more must lie under the legend where it is than elsewhere before it moves. */
const WORTH_MOVING = 12
/** Lines are looked at so finely. */
const STEP_PX = 12

/** Where a legend of a size covers least of what is drawn; it stays where it is unless that is plainly worse. */
export function freeCorner(drawn: Places[], legend: Size, room: Size, now: Corner | null): Corner {
  const covered = CORNERS.map((corner) => coveredIn(corner, drawn, legend, room))
  const least = Math.min(...covered)
  const best = CORNERS[covered.indexOf(least)] ?? 'top-left'
  if (now === null) return best
  return (covered[CORNERS.indexOf(now)] ?? 0) > least + WORTH_MOVING ? best : now
}

function coveredIn(corner: Corner, drawn: Places[], legend: Size, room: Size): number {
  const left = corner.endsWith('left') ? 0 : room.width - legend.width
  const top = corner.startsWith('top') ? 0 : room.height - legend.height
  const inside = (x: number, y: number): boolean =>
    x >= left && x <= left + legend.width && y >= top && y <= top + legend.height
  let count = 0
  for (const { px, py } of drawn) {
    for (let index = 0; index < px.length; index++) {
      const x = px[index] ?? NaN
      const y = py[index] ?? NaN
      if (inside(x, y)) count++
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
