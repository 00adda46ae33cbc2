import { unpack, type Numbers } from '../../api/arrays'
import type { FieldFigure, ViewArrays } from '../../api/types'
import type { PixelAxes, Points } from '../gestures'
import { shapeOf } from '../maps'
import { classColors, type Palette } from '../palette'

/** What a frame of a `field` holds, and how its points are drawn. */

export interface FieldPoints extends Points {
  label: ArrayLike<number>
  held: ArrayLike<number>
  key: ArrayLike<number>
}

export interface FieldMap {
  values: Numbers
  sure: Numbers | null
  /** What the bytes 0 and 255 stand for, where the frame says so. */
  range: readonly [number, number] | null
  width: number
  height: number
}

/** What another run has in a field's place, and whether that is of another step. */
export interface Against {
  arrays: ViewArrays
  apart: boolean
}

const NONE: FieldPoints = { x: [], y: [], label: [], held: [], key: [] }

/** The map of the answer, or that which a unit has before it. */
export function fieldMap(arrays: ViewArrays, part: '' | 'unit.' = ''): FieldMap | null {
  const read = (name: string): Numbers | null => {
    const packed = arrays[part + name]
    return packed ? unpack(packed) : null
  }
  const packed = arrays[`${part}map`]
  const [height = 0, width = 0] = packed ? shapeOf(packed) : []
  const values = read('map')
  if (!values || width === 0 || height === 0) return null
  const [low, high] = read('range') ?? []
  const range = low === undefined || high === undefined ? null : ([low, high] as const)
  return { values, sure: read('sure'), range, width, height }
}

export function fieldPoints(arrays: ViewArrays): FieldPoints {
  const read = (name: string): Numbers | null => {
    const packed = arrays[`points.${name}`]
    return packed ? unpack(packed) : null
  }
  const x = read('x')
  const y = read('y')
  if (!x || !y) return NONE
  return { x, y, label: read('label') ?? [], held: read('held') ?? [], key: read('key') ?? [] }
}

/** The index in `subjects` of what the map shows; null where the frame does not say. */
export function shownSubject(arrays: ViewArrays): number | null {
  const packed = arrays['shown']
  return packed ? (unpack(packed)[0] ?? null) : null
}

/** Where the map of a field lies in an area, in pixels, and within it the square of the axes. */
export interface Plane {
  left: number
  top: number
  width: number
  height: number
  /** From the left edge of what is shown to the lowest x, and from its upper edge to the highest y. */
  offset: { x: number; y: number }
  side: number
}

type Extent = Pick<FieldFigure, 'wide' | 'tall'>

/** The class that a new point gets, and how to choose another; null while nothing may change. */
export interface Pen {
  at: number
  choose: ((label: number) => void) | null
}

/** The largest plane with one scale for both axes: its square fits, and around it as much of a larger map as has room. */
export function planeIn(width: number, height: number, { wide, tall }: Extent): Plane {
  const side = Math.max(40, Math.floor(Math.min(width, height)))
  const across = Math.max(side, Math.floor(Math.min(width, side * wide)))
  const down = Math.max(side, Math.floor(Math.min(height, side * tall)))
  return {
    left: Math.max(0, Math.floor((width - across) / 2)),
    top: Math.max(0, Math.floor((height - down) / 2)),
    width: across,
    height: down,
    offset: { x: (across - side) / 2, y: (down - side) / 2 },
    side,
  }
}

/** Pixels of the square count from its own corner. */
export function fieldAxes(figure: FieldFigure, { offset, side }: Pick<Plane, 'offset' | 'side'>): PixelAxes {
  const { x, y } = figure
  const across = x.high - x.low || 1
  const up = y.high - y.low || 1
  return {
    x: {
      offset: offset.x,
      length: side,
      value: (pixel) => x.low + (pixel / side) * across,
      pixel: (value) => ((value - x.low) / across) * side,
    },
    y: {
      offset: offset.y,
      length: side,
      value: (pixel) => y.high - (pixel / side) * up,
      pixel: (value) => ((y.high - value) / up) * side,
    },
  }
}

/** The byte of a map where a pixel of the square lies, or one beside it. */
export function byteAt(figure: FieldFigure, map: FieldMap, px: number, py: number, side: number): number {
  const across = ((px / side - 0.5) / figure.wide + 0.5) * map.width
  const up = ((0.5 - py / side) / figure.tall + 0.5) * map.height
  const column = Math.min(map.width - 1, Math.max(0, Math.floor(across)))
  const row = Math.min(map.height - 1, Math.max(0, Math.floor(up)))
  return map.values[row * map.width + column] ?? 0
}

/** What a byte of a map that is no class stands for. */
export const valueOf = (byte: number, [low, high]: readonly [number, number]): number =>
  low + (byte / 255) * (high - low)

export function pointRadius(count: number, side: number): number {
  const size = count > 1200 ? 2.2 : count > 500 ? 2.8 : count > 150 ? 3.4 : 4
  return size * Math.min(1.5, Math.max(0.8, side / 340))
}

/** Training points are filled and ringed with the surface, held-out ones hollow. One path for each kind keeps 2,000 cheap. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  points: FieldPoints,
  axes: PixelAxes,
  palette: Palette,
  marked: ReadonlySet<number>,
): void {
  const radius = pointRadius(points.y.length, axes.x.length)
  const colors = classColors(palette)
  const surface = palette['surface'] || '#ffffff'
  const groups = new Map<number, Path2D>()
  for (let index = 0; index < points.y.length; index++) {
    const kind = (points.held[index] === 1 ? 256 : 0) + (points.label[index] ?? 0)
    const path = groups.get(kind) ?? new Path2D()
    groups.set(kind, path)
    ring(path, axes, points, index, radius)
  }
  for (const [kind, path] of [...groups].sort(([a], [b]) => a - b)) {
    const color = colors[(kind % 256) % colors.length] ?? surface
    const held = kind >= 256
    context.lineWidth = held ? 3.4 : 2.4
    context.strokeStyle = surface
    context.stroke(path)
    context.fillStyle = held ? surface : color
    context.fill(path)
    if (!held) continue
    context.lineWidth = 1.6
    context.strokeStyle = color
    context.stroke(path)
  }
  const rings = new Path2D()
  for (const index of marked) ring(rings, axes, points, index, radius + 3.5)
  context.lineWidth = 2
  context.strokeStyle = palette['ink'] || '#000000'
  context.stroke(rings)
}

function ring(path: Path2D, axes: PixelAxes, points: FieldPoints, index: number, radius: number): void {
  const x = axes.x.pixel(points.x[index] ?? NaN)
  const y = axes.y.pixel(points.y[index] ?? NaN)
  if (!Number.isFinite(x) || !Number.isFinite(y)) return
  path.moveTo(x + radius, y)
  path.arc(x, y, radius, 0, 2 * Math.PI)
}
