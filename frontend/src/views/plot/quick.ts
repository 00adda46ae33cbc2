import { unpack } from '../../api/arrays'
import { isObject } from '../../api/guards'
import type { JsonObject, ViewArrays } from '../../api/types'
import { splitName } from './merge'
import type { PlotAxes, PlotAxis } from './plotly'

/**
 * Moves what Plotly has drawn already, without Plotly: while a hand drags something, lines and markers change twenty times
 * a second, and a whole redraw of twenty traces over contours costs more than that. The axes stay as they are, so nothing
 * may leave an axis whose range Plotly chose by the numbers. The caller lets Plotly draw once the hand rests, so that
 * hovering finds the points where they are.
 */

/** Points of a line that lie nearer to the last one than this are left out. */
const SAME_PX = 0.4
/** Far outside everything is as far: the picture is clipped, and huge numbers break it. */
const FAR_PX = 1e5
/** So far a point may lie beyond an axis and still count as within. */
const SLACK_PX = 0.5
/** A range that Plotly chose is kept no longer than this: numbers that became small want a new one. */
export const KEPT_MS = 1000

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

/** Points in pixels of the plotting area; NaN where a coordinate is missing. */
export interface Places {
  px: Float64Array
  py: Float64Array
}

/** Where points lie; null when one is beyond the end of an automatic axis. */
export function placesOf(x: ArrayLike<number>, y: ArrayLike<number>, axes: PlotAxes): Places | null {
  const length = Math.min(x.length, y.length)
  const px = new Float64Array(length)
  const py = new Float64Array(length)
  for (let index = 0; index < length; index++) {
    const across = axes.x.pixel(x[index] ?? NaN)
    const down = axes.y.pixel(y[index] ?? NaN)
    if (beyond(axes.x, across) || beyond(axes.y, down)) return null
    px[index] = across
    py[index] = down
  }
  return { px, py }
}

/** Never true for a missing number. */
const beyond = ({ automatic, length }: PlotAxis, pixel: number): boolean =>
  automatic && (pixel < -SLACK_PX || pixel > length + SLACK_PX)

/** Where the lines and points of a trace lie, wherever that is. */
export function drawnPlaces(trace: JsonObject, arrays: ViewArrays, axes: PlotAxes): Places | null {
  if (trace['visible'] === false || trace['type'] !== 'scatter') return null
  const free = { x: { ...axes.x, automatic: false }, y: { ...axes.y, automatic: false } }
  const packed = arrays[`${String(trace['uid'])}.y`]
  const y = packed ? unpack(packed) : null
  const x = y && acrossOf(trace, arrays, y.length)
  return x && placesOf(x, y, free)
}

/** The outline of a line; it is broken where a coordinate is missing. */
export function outline({ px, py }: Places): string {
  const held = (pixel: number): number => Math.min(Math.max(pixel, -FAR_PX), FAR_PX)
  const parts: string[] = []
  let lastX = NaN
  let lastY = NaN
  for (let index = 0; index < px.length; index++) {
    const x = held(px[index] ?? NaN)
    const y = held(py[index] ?? NaN)
    if (Number.isNaN(x) || Number.isNaN(y)) {
      lastX = NaN
      continue
    }
    const begins = Number.isNaN(lastX)
    if (!begins && Math.abs(x - lastX) < SAME_PX && Math.abs(y - lastY) < SAME_PX) continue
    parts.push(`${begins ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`)
    lastX = x
    lastY = y
  }
  return parts.join('')
}

/** The same with every piece of it closed: what a line fills. */
export const closed = (path: string): string => path && path.replace(/(?<=.)M|$/g, (next) => `Z${next}`)

/** Whether a trace is drawn as straight lines, what they enclose, markers and words in the picture's own axes, and no more. */
export function isPlain(trace: JsonObject): boolean {
  const { line, marker, texttemplate } = trace
  // Words that say where they are must be written anew.
  if (typeof texttemplate === 'string' && /%\{[xy]\b/.test(texttemplate)) return false
  if (trace['type'] !== 'scatter' || ['xaxis', 'yaxis', 'error_x', 'error_y'].some((key) => key in trace))
    return false
  if (
    typeof trace['stackgroup'] === 'string' ||
    (typeof trace['fill'] === 'string' && trace['fill'] !== 'toself')
  )
    return false
  return !(isObject(line) && 'shape' in line) && !(isObject(marker) && 'angleref' in marker)
}

/** The x of a trace, which may be counted from `x0` by `dx` instead of given. */
function acrossOf(trace: JsonObject, arrays: ViewArrays, length: number): ArrayLike<number> | null {
  const packed = arrays[`${String(trace['uid'])}.x`]
  if (packed) return unpack(packed)
  const { x0, dx } = trace
  if (typeof x0 !== 'number' || typeof dx !== 'number') return null
  return Float64Array.from({ length }, (_, index) => x0 + index * dx)
}

/**
 * Moves these traces to where a frame has them. False, with some of them perhaps moved, when the picture has not the parts
 * for it (another number of markers, a line that was not there) or they would leave it: then Plotly has to draw.
 */
export function moveTraces(
  element: HTMLElement,
  uids: string[],
  traces: JsonObject[],
  arrays: ViewArrays,
  axes: PlotAxes,
): boolean {
  return uids.every((uid) => {
    const trace = traces.find((item) => item['uid'] === uid)
    if (!trace) return true
    if (!isPlain(trace)) return false
    if (trace['visible'] === false) return true
    const packed = arrays[`${uid}.y`]
    const y = packed ? unpack(packed) : null
    const x = y && acrossOf(trace, arrays, y.length)
    const places = x && placesOf(x, y, axes)
    if (!places) return false
    const group = element.querySelector(`.scatterlayer .trace.${CSS.escape(`trace${uid}`)}`)
    const mode = String(trace['mode'] ?? 'lines')
    return (
      (!mode.includes('lines') || moveLine(group, outline(places))) &&
      (trace['fill'] !== 'toself' || moveFill(group, closed(outline(places)))) &&
      (!mode.includes('markers') ||
        moveMarkers(group, '.points > path.point', places, shift, uniform(trace))) &&
      (!mode.includes('text') || moveMarkers(group, '.text > g > text', places, place))
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

function moveFill(group: Element | null, path: string): boolean {
  const [area, ...others] = group?.querySelectorAll('.fills path.js-fill') ?? []
  if (!area) return path === ''
  area.setAttribute('d', path || 'M0,0')
  return others.length === 0
}

const shift = (mark: Element, px: number, py: number): void =>
  mark.setAttribute('transform', `translate(${px.toFixed(2)},${py.toFixed(2)})`)

const place = (mark: Element, px: number, py: number): void => {
  mark.setAttribute('x', px.toFixed(2))
  mark.setAttribute('y', py.toFixed(2))
}

/** Markers that are all alike may become more or fewer; words may not. */
function moveMarkers(
  group: Element | null,
  selector: string,
  { px, py }: Places,
  move: (mark: Element, px: number, py: number) => void,
  alike = false,
): boolean {
  const drawn = Array.from(px.keys()).filter(
    (index) => Number.isFinite(px[index]) && Number.isFinite(py[index]),
  )
  const found = group ? [...group.querySelectorAll(selector)] : []
  const marks = alike ? asMany(found, drawn.length) : found
  if (marks.length !== drawn.length) return false
  marks.forEach((mark, nth) => {
    const index = drawn[nth] ?? 0
    move(mark, px[index] ?? NaN, py[index] ?? NaN)
  })
  return true
}

/** So many marks, where there is one to copy and one is left. */
function asMany(marks: Element[], count: number): Element[] {
  const last = marks.at(-1)
  if (!last || count === 0) return marks
  for (const mark of marks.slice(count)) mark.remove()
  const more = Array.from({ length: Math.max(0, count - marks.length) }, () => last.cloneNode(true)).filter(
    (node) => node instanceof Element,
  )
  last.after(...more)
  return [...marks.slice(0, count), ...more]
}

/** Whether every marker of a trace looks like the others. */
const uniform = ({ marker }: JsonObject): boolean =>
  !isObject(marker) || Object.entries(marker).every(([key, value]) => key === 'line' || !isObject(value))
