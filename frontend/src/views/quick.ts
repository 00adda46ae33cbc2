import { unpack } from '../api/arrays'
import type { JsonObject, ViewArrays } from '../api/types'
import type { PixelAxes } from './gestures'
import { splitName } from './merge'

/**
 * Moves what Plotly has drawn already, without Plotly: while a hand drags something, lines and markers of a picture with
 * fixed axes change twenty times a second, and a whole redraw of twenty traces over contours costs more than that. The
 * caller lets Plotly draw once the hand rests, so that hovering finds the points where they are.
 */

/** Points of a line that lie nearer to the last one than this are left out. */
const SAME_PX = 0.4
/** Far outside everything is as far: the picture is clipped, and huge numbers break it. */
const FAR_PX = 1e5

/** The traces of which nothing but x and y changed; null when something else did. */
export function movedTraces(changed: string[]): string[] | null {
  const uids = new Set<string>()
  for (const name of changed) {
    const { uid, path } = splitName(name)
    if (path.length !== 1 || (path[0] !== 'x' && path[0] !== 'y')) return null
    uids.add(uid)
  }
  return [...uids]
}

/** Whether the ranges of both axes are given, so that no number can change them. */
export function hasFixedAxes(layout: JsonObject): boolean {
  return ['xaxis', 'yaxis'].every((name) => {
    const axis = layout[name]
    if (typeof axis !== 'object' || axis === null || Array.isArray(axis)) return false
    return Array.isArray(axis['range']) && (axis['type'] === undefined || axis['type'] === 'linear')
  })
}

/** The outline of a line through points in pixels; it is broken where a coordinate is missing. */
export function outline(x: ArrayLike<number>, y: ArrayLike<number>, axes: PixelAxes): string {
  const held = (pixel: number): number => Math.min(Math.max(pixel, -FAR_PX), FAR_PX)
  const parts: string[] = []
  let lastX = NaN
  let lastY = NaN
  for (let index = 0; index < Math.min(x.length, y.length); index++) {
    const px = held(axes.x.pixel(x[index] ?? NaN))
    const py = held(axes.y.pixel(y[index] ?? NaN))
    if (Number.isNaN(px) || Number.isNaN(py)) {
      lastX = NaN
      continue
    }
    const begins = Number.isNaN(lastX)
    if (!begins && Math.abs(px - lastX) < SAME_PX && Math.abs(py - lastY) < SAME_PX) continue
    parts.push(`${begins ? 'M' : 'L'}${px.toFixed(1)},${py.toFixed(1)}`)
    lastX = px
    lastY = py
  }
  return parts.join('')
}

/**
 * Moves these traces to where a frame has them. False, with some of them perhaps moved, when the picture has not the parts
 * for it (another number of markers, a line that was not there): then Plotly has to draw.
 */
export function moveTraces(
  element: HTMLElement,
  uids: string[],
  traces: JsonObject[],
  arrays: ViewArrays,
  axes: PixelAxes,
): boolean {
  return uids.every((uid) => {
    const trace = traces.find((item) => item['uid'] === uid)
    if (!trace) return true
    if (trace['type'] !== 'scatter' || typeof trace['fill'] === 'string') return false
    if (trace['visible'] === false) return true
    const packedX = arrays[`${uid}.x`]
    const packedY = arrays[`${uid}.y`]
    if (!packedX || !packedY) return false
    const x = unpack(packedX)
    const y = unpack(packedY)
    const group = element.querySelector(`.scatterlayer .trace.${CSS.escape(`trace${uid}`)}`)
    const mode = String(trace['mode'] ?? 'lines')
    return (
      (!mode.includes('lines') || moveLine(group, outline(x, y, axes))) &&
      (!mode.includes('markers') || moveMarkers(group, '.points > path.point', x, y, axes, shift)) &&
      (!mode.includes('text') || moveMarkers(group, '.text > g > text', x, y, axes, place))
    )
  })
}

/** One path takes the whole line; others, into which gaps had parted it, become empty. */
function moveLine(group: Element | null, path: string): boolean {
  const [first, ...others] = group?.querySelectorAll('.lines > path.js-line') ?? []
  if (!first) return path === ''
  first.setAttribute('d', path || 'M0,0')
  for (const other of others) other.setAttribute('d', 'M0,0')
  return true
}

const shift = (mark: Element, px: number, py: number): void =>
  mark.setAttribute('transform', `translate(${px.toFixed(2)},${py.toFixed(2)})`)

const place = (mark: Element, px: number, py: number): void => {
  mark.setAttribute('x', px.toFixed(2))
  mark.setAttribute('y', py.toFixed(2))
}

function moveMarkers(
  group: Element | null,
  selector: string,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  axes: PixelAxes,
  move: (mark: Element, px: number, py: number) => void,
): boolean {
  const marks = group ? [...group.querySelectorAll(selector)] : []
  const places: [number, number][] = []
  for (let index = 0; index < Math.min(x.length, y.length); index++) {
    const px = axes.x.pixel(x[index] ?? NaN)
    const py = axes.y.pixel(y[index] ?? NaN)
    if (Number.isFinite(px) && Number.isFinite(py)) places.push([px, py])
  }
  if (marks.length !== places.length) return false
  places.forEach(([px, py], index) => {
    const mark = marks[index]
    if (mark) move(mark, px, py)
  })
  return true
}
