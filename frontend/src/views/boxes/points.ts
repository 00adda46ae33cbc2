import { unpack } from '../../api/arrays'
import type { BoxesFigure, ViewArrays } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { said } from './words'

export interface Place {
  x: number
  y: number
}

/** A point on a picture, in its pixels, and where it should be. */
export interface Point {
  place: number
  /** Null where it is not there. */
  at: Place | null
  /** Null where nobody knows. */
  aim: Place | null
  /** Place among the names of points. */
  named: number
  label: number
}

/** The points of a frame, those of which nothing is known left out. */
export function pointsOf(arrays: ViewArrays): Point[] {
  const numbers = (name: string): ArrayLike<number> => {
    const found = arrays[name]
    return found ? unpack(found) : []
  }
  const [points, aims] = [numbers('points'), numbers('aims')]
  const [named, labels] = [numbers('named'), numbers('point_labels')]
  const placed = (values: ArrayLike<number>, place: number): Place | null => {
    const [x = NaN, y = NaN] = [values[2 * place], values[2 * place + 1]]
    return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null
  }
  return Array.from({ length: Math.floor(points.length / 2) }, (_, place) => ({
    place,
    at: placed(points, place),
    aim: placed(aims, place),
    named: named[place] ?? place,
    label: labels[place] ?? 0,
  })).filter(({ at, aim }) => at !== null || aim !== null)
}

/** How far a point is from where it should be; NaN where one of both is not there. */
export const offOf = ({ at, aim }: Point): number =>
  at && aim ? Math.hypot(at.x - aim.x, at.y - aim.y) : NaN

export const pointName = (point: Point, figure: Pick<BoxesFigure, 'points'>, lang: Lang): string =>
  figure.points[point.named]?.[lang] ?? ''

/** How many points there are, and of each kind how far they are off on average. */
export function pointSentences(figure: BoxesFigure, points: readonly Point[], lang: Lang): string[] {
  if (points.length === 0) return []
  const found = points.filter(({ at }) => at !== null).length
  const aims = points.filter(({ aim }) => aim !== null).length
  const rows = figure.points.flatMap((name, kind) => {
    const offs = points.filter(({ named }) => named === kind).map(offOf)
    const known = offs.filter((off) => !Number.isNaN(off))
    if (known.length === 0) return []
    const mean = known.reduce((sum, off) => sum + off, 0) / known.length
    return [filled(said.off[lang], { name: name[lang], off: formatNumber(mean) })]
  })
  return [filled(said.points[lang], { found, aims }), ...rows]
}

/** The name of a point in pixels of the screen: its end at the side of all points, and the point that it belongs to. */
export interface Name {
  place: number
  text: string
  x: number
  y: number
  anchor: 'start' | 'end'
  point: Place
}

/** Names stand left and right of all points, in the order of their heights, and none on another. */
export function namesOf(
  points: readonly Point[],
  figure: Pick<BoxesFigure, 'points'>,
  lang: Lang,
  { scale, letter, width }: { scale: number; letter: number; width: number },
): Name[] {
  const placed = points.flatMap((point) => {
    const where = point.at ?? point.aim
    return where ? [{ point, x: scale * where.x, y: scale * where.y }] : []
  })
  if (placed.length === 0) return []
  const xs = placed.map(({ x }) => x)
  const middle = xs.reduce((sum, x) => sum + x, 0) / xs.length
  const ends = { left: Math.min(...xs) - 1.5 * letter, right: Math.max(...xs) + 1.5 * letter }
  return (['end', 'start'] as const).flatMap((anchor) => {
    let below = -Infinity
    return placed
      .filter(({ x }) => x < middle === (anchor === 'end'))
      .toSorted((a, b) => a.y - b.y)
      .map(({ point, x, y }) => {
        const text = pointName(point, figure, lang)
        const wide = [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : 0.56) * letter, 0)
        below = Math.max(y, below + 1.3 * letter)
        return {
          place: point.place,
          text,
          x: anchor === 'end' ? Math.max(wide, ends.left) : Math.min(width - wide, ends.right),
          y: below,
          anchor,
          point: { x, y },
        }
      })
  })
}
