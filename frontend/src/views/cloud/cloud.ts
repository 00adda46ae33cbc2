import { unpack, type Numbers } from '../../api/arrays'
import type { ViewArrays } from '../../api/types'
import { linesOf } from '../lines'
import { shapeOf } from '../maps'
import type { Camera } from '../camera'

/** Points of a frame, moved and scaled so that they lie within 1 of the origin. */
export interface Scene {
  n: number
  /** 2 in the plane, 3 in space. */
  k: number
  /** n x 3; in the plane the last is 0. */
  points: Float32Array
  names: string[]
  groups: Numbers | null
  keys: Numbers | null
  named: number[]
  /** Each from where to where. */
  arrows: [Place, Place][]
  landing: Place | null
  axes: string[]
}

export type Place = [number, number, number]

/** Where the points come to lie on a screen. */
export interface Shown {
  x: Float32Array
  y: Float32Array
  /** From -1, the farthest, to 1; 0 in the plane. */
  near: Float32Array
}

export interface Sight {
  width: number
  height: number
  camera: Camera
  /** Pixels by which a hand has moved the picture. */
  pan: { x: number; y: number }
}

/** Of the room that the cloud fills; names need the rest. */
const FILLED = 0.86
/** How much larger the nearest is than the farthest. */
const DEPTH = 0.16

export function sceneOf(arrays: ViewArrays): Scene | null {
  const { points: packed, text } = arrays
  if (!packed) return null
  const [n = 0, k = 2] = shapeOf(packed)
  const raw = unpack(packed)
  if (n === 0) return null
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < n * k; i++) {
    const axis = i % k
    const value = raw[i] ?? 0
    if (value < (low[axis] ?? 0)) low[axis] = value
    if (value > (high[axis] ?? 0)) high[axis] = value
  }
  const middle = [0, 1, 2].map((axis) => (axis < k ? ((low[axis] ?? 0) + (high[axis] ?? 0)) / 2 : 0))
  let far = 0
  for (let i = 0; i < n; i++) {
    let squared = 0
    for (let axis = 0; axis < k; axis++) {
      const away = Math.abs((raw[i * k + axis] ?? 0) - (middle[axis] ?? 0))
      squared = k === 3 ? squared + away * away : Math.max(squared, away * away)
    }
    far = Math.max(far, squared)
  }
  const scale = far > 0 ? 1 / Math.sqrt(far) : 1
  const at = (values: Numbers, index: number, axis: number): number =>
    axis < k ? ((values[index * k + axis] ?? 0) - (middle[axis] ?? 0)) * scale : 0
  const place = (values: Numbers, index: number): Place => [
    at(values, index, 0),
    at(values, index, 1),
    at(values, index, 2),
  ]
  const points = new Float32Array(3 * n)
  for (let i = 0; i < n; i++) for (let axis = 0; axis < k; axis++) points[3 * i + axis] = at(raw, i, axis)
  const ends = arrays['arrows'] ? unpack(arrays['arrows']) : new Float32Array()
  const ring = arrays['landing'] ? unpack(arrays['landing']) : null
  return {
    n,
    k,
    points,
    names: linesOf(text),
    groups: arrays['group'] ? unpack(arrays['group']) : null,
    keys: arrays['key'] ? unpack(arrays['key']) : null,
    named: arrays['named'] ? [...unpack(arrays['named'])] : [],
    arrows: Array.from({ length: Math.floor(ends.length / (2 * k)) }, (_, a) => [
      place(ends, 2 * a),
      place(ends, 2 * a + 1),
    ]),
    landing: ring && ring.length >= k ? place(ring, 0) : null,
    axes: linesOf(arrays['axes']),
  }
}

/** Where a place within the cloud comes to lie: pixels from the left and the top, and how near it is. */
export function projection(k: number, { width, height, camera, pan }: Sight): (place: Place) => Place {
  const half = (FILLED * Math.min(width, height) * camera.zoom) / 2
  const cx = width / 2 + pan.x
  const cy = height / 2 + pan.y
  if (k === 2) {
    const across = (FILLED * width * camera.zoom) / 2
    const down = (FILLED * height * camera.zoom) / 2
    const side = Math.min(across, down)
    return ([x, y]) => [cx + side * x, cy - side * y, 0]
  }
  const azimuth = (camera.azimuth * Math.PI) / 180
  const elevation = (camera.elevation * Math.PI) / 180
  const [ca, sa, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)]
  return ([x, y, z]) => {
    const near = ce * (ca * x + sa * y) + se * z
    const size = half * (1 + DEPTH * near)
    return [cx + size * (ca * y - sa * x), cy - size * (ce * z - se * (ca * x + sa * y)), near]
  }
}

/** All points; the arrays of `shown` are used again where they are long enough. */
export function project(scene: Scene, sight: Sight, shown: Shown | null): Shown {
  const { n, points } = scene
  const out =
    shown?.x.length === n
      ? shown
      : { x: new Float32Array(n), y: new Float32Array(n), near: new Float32Array(n) }
  const put = projection(scene.k, sight)
  const place: Place = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    place[0] = points[3 * i] ?? 0
    place[1] = points[3 * i + 1] ?? 0
    place[2] = points[3 * i + 2] ?? 0
    const [x, y, near] = put(place)
    out.x[i] = x
    out.y[i] = y
    out.near[i] = near
  }
  return out
}

/** The points from the farthest to the nearest, in so many bands of depth. */
export function byDepth(near: Float32Array, bands: number): Uint32Array {
  const counts = new Uint32Array(bands + 1)
  const band = (value: number): number =>
    Math.min(bands - 1, Math.max(0, Math.floor(((value + 1) / 2) * bands)))
  for (const value of near) counts[band(value) + 1]! += 1
  for (let b = 0; b < bands; b++) counts[b + 1]! += counts[b] ?? 0
  const order = new Uint32Array(near.length)
  for (let i = 0; i < near.length; i++) {
    const b = band(near[i] ?? 0)
    order[counts[b]!++] = i
  }
  return order
}

/** The point nearest to a pixel, the front one of several as near; null where none is within reach. */
export function pointAt(shown: Shown, x: number, y: number, reach: number): number | null {
  let best: number | null = null
  let least = reach * reach
  for (let i = 0; i < shown.x.length; i++) {
    const dx = (shown.x[i] ?? 0) - x
    const dy = (shown.y[i] ?? 0) - y
    const away = dx * dx + dy * dy
    if (away > least) continue
    if (best !== null && away === least && (shown.near[i] ?? 0) <= (shown.near[best] ?? 0)) continue
    least = away
    best = i
  }
  return best
}
