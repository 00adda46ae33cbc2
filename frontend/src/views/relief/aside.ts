import type { Point, Size } from '../camera'

/** The lower corner in which the inset stands. */
export type Side = 'left' | 'right'

export const EDGE_PX = 8
/** Half a ball. */
const BALL_PX = 12

/** It stays where it is, unless it covers more of these places there than in the other corner. */
export function sideOf(places: readonly Point[], inset: Size, picture: Size, now: Side): Side {
  const covered = (side: Side): number =>
    places.filter(({ x, y }) => {
      const across = side === 'left' ? x : picture.width - x
      return across < inset.width + EDGE_PX + BALL_PX && picture.height - y < inset.height + EDGE_PX + BALL_PX
    }).length
  const other = now === 'left' ? 'right' : 'left'
  return covered(now) > covered(other) ? other : now
}
