import { unpack } from '../../api/arrays'
import type { DrawingFigure, JsonObject, ViewArrays } from '../../api/types'
import type { Point, Stroke } from '../../controls/picture/strokes'
import { shapeOf } from '../maps'

/** What a frame says of a drawing: its strokes, what is made of it, and how probable each class is. */
export interface Reading {
  strokes: Stroke[]
  seen: { values: ArrayLike<number>; width: number; height: number } | null
  /** None before there is a network to read. */
  probabilities: number[]
}

/** Points nearer to the last one than this share of the side are left out. */
const NEAR = 0.006
/** Decimals that a point is sent with. */
const FINE = 1e4

export function readingOf(figure: DrawingFigure, arrays: ViewArrays): Reading {
  const { strokes, seen, probabilities } = arrays
  const [height = 0, width = 0] = seen ? shapeOf(seen) : []
  return {
    strokes: strokes ? strokesOf(unpack(strokes), figure.pen) : [],
    seen: seen && width > 0 ? { values: unpack(seen), width, height } : null,
    probabilities: probabilities ? Array.from(unpack(probabilities)) : [],
  }
}

/** Points (x, y) one after another, NaN between two strokes. */
export function strokesOf(values: ArrayLike<number>, width: number): Stroke[] {
  const strokes: Stroke[] = []
  let points: Point[] = []
  for (let at = 0; at + 1 < values.length; at += 2) {
    const [x = NaN, y = NaN] = [values[at], values[at + 1]]
    if (Number.isNaN(x)) points = []
    else {
      if (points.length === 0) strokes.push({ width, points })
      points.push([x, y])
    }
  }
  return strokes
}

/** The strokes without points that say nothing; a stroke that is too long goes on as another, and all have a limit. */
export function bounded(strokes: readonly Stroke[], figure: DrawingFigure): Stroke[] {
  const all = strokes.flatMap((stroke) => parts(thinned(stroke), figure.most_points))
  return all.slice(0, figure.most_strokes)
}

function thinned({ width, points }: Stroke): Stroke {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= NEAR) kept.push(point)
  }
  return { width, points: kept }
}

/** Neighbouring parts share a point. */
function parts({ width, points }: Stroke, most: number): Stroke[] {
  const found: Stroke[] = []
  for (let at = 0; at === 0 || at < points.length - 1; at += most - 1)
    found.push({ width, points: points.slice(at, at + most) })
  return found
}

/** The drawing as its action sends it. */
export function actionOf(strokes: readonly Stroke[]): JsonObject {
  const round = (value: number): number => Math.round(value * FINE) / FINE
  return { strokes: strokes.map(({ points }) => points.map(([x, y]) => [round(x), round(y)])) }
}

/** Whether a frame shows this drawing. */
export function isSame(a: readonly Stroke[], b: readonly Stroke[]): boolean {
  const near = (p: Point | undefined, q: Point | undefined): boolean =>
    p !== undefined && q !== undefined && Math.hypot(p[0] - q[0], p[1] - q[1]) < 2 / FINE
  return (
    a.length === b.length &&
    a.every(
      ({ points }, place) =>
        points.length === b[place]?.points.length && near(points.at(-1), b[place].points.at(-1)),
    )
  )
}

/** The place of the most probable class; -1 where none is known. */
export const bestOf = (probabilities: readonly number[]): number =>
  probabilities.indexOf(Math.max(...probabilities))
