import type { JsonObject, ViewArrays } from '../api/types'
import { acrossOf, jsonAt, listOf, numberAt, textAt } from './numbers'
import { thinner, type Easel } from './picture'
import type { Extent, Scales } from './scales'

/** Lines, markers and filled areas of a trace. */

export interface Path extends Extent {
  trace: JsonObject
}

export function pathOf(trace: JsonObject, arrays: ViewArrays): Path | null {
  const y = listOf(trace, arrays, 'y')
  return y && y.length > 0 ? { trace, x: acrossOf(trace, arrays, y.length), y: raised(trace, y) } : null
}

/** Where bars begin. */
export const baseOf = (trace: JsonObject): number => numberAt(trace, 'base') ?? 0

/** The ends of standing bars that begin elsewhere than at 0. */
function raised(trace: JsonObject, y: ArrayLike<number>): ArrayLike<number> {
  const base = baseOf(trace)
  return base === 0 || trace['orientation'] === 'h' ? y : Array.from(y, (size) => base + size)
}

const THINNEST = 1
const SMALLEST = 1.1

export function paintPath(easel: Easel, { trace, x, y }: Path, scales: Scales, below: Path | null): void {
  const { context } = easel
  const mode = textAt(trace, 'mode') ?? (y.length < 20 ? 'lines+markers' : 'lines')
  const line = outline(x, y, scales, textAt(trace, 'line.shape') === 'hv')
  context.save()
  context.globalAlpha = numberAt(trace, 'opacity') ?? 1
  context.lineJoin = 'round'
  const filling = textAt(trace, 'fill')
  if (filling && filling !== 'none') {
    context.fillStyle = textAt(trace, 'fillcolor') ?? colorOf(trace, 'line')
    context.fill(area(filling, { trace, x, y }, scales, below))
  }
  const width = numberAt(trace, 'line.width') ?? 2
  if (mode.includes('lines') && width > 0) {
    context.strokeStyle = colorOf(trace, 'line')
    context.lineWidth = Math.max(THINNEST, width * thinner(easel))
    context.setLineDash(dashes(textAt(trace, 'line.dash'), context.lineWidth))
    context.stroke(line)
    context.setLineDash([])
  }
  if (mode.includes('markers')) paintMarkers(easel, trace, x, y, scales)
  context.restore()
}

/** From point to point, straight or by `steps`: across first, then up or down. */
function outline(x: ArrayLike<number>, y: ArrayLike<number>, scales: Scales, steps = false): Path2D {
  const path = new Path2D()
  let pen = false
  for (let index = 0; index < y.length; index++) {
    const px = scales.x.pixel(x[index] ?? NaN)
    const py = scales.y.pixel(y[index] ?? NaN)
    const there = Number.isFinite(px) && Number.isFinite(py)
    if (there && pen && steps) path.lineTo(px, scales.y.pixel(y[index - 1] ?? NaN))
    if (there && pen) path.lineTo(px, py)
    else if (there) path.moveTo(px, py)
    pen = there
  }
  return path
}

function area(filling: string, { x, y }: Path, scales: Scales, below: Path | null): Path2D {
  const path = outline(x, y, scales)
  if (filling === 'toself') return path
  const edge = filling === 'tonexty' ? below : null
  const last = x.length - 1
  if (edge) {
    for (let index = edge.y.length - 1; index >= 0; index--)
      path.lineTo(scales.x.pixel(edge.x[index] ?? NaN), scales.y.pixel(edge.y[index] ?? NaN))
  } else {
    const zero = scales.y.pixel(0)
    path.lineTo(scales.x.pixel(x[last] ?? NaN), zero)
    path.lineTo(scales.x.pixel(x[0] ?? NaN), zero)
  }
  path.closePath()
  return path
}

function paintMarkers(
  easel: Easel,
  trace: JsonObject,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  scales: Scales,
): void {
  if ((numberAt(trace, 'marker.opacity') ?? 1) === 0) return
  const { context } = easel
  const colors = jsonAt(trace, 'marker.color')
  const usual = colorOf(trace, 'marker')
  const radius = Math.max(SMALLEST, ((numberAt(trace, 'marker.size') ?? 6) / 2) * thinner(easel))
  const open = textAt(trace, 'marker.symbol')?.endsWith('-open') ?? false
  const edge = textAt(trace, 'marker.line.color')
  for (let index = 0; index < y.length; index++) {
    const px = scales.x.pixel(x[index] ?? NaN)
    const py = scales.y.pixel(y[index] ?? NaN)
    if (!Number.isFinite(px) || !Number.isFinite(py)) continue
    const own: unknown = Array.isArray(colors) ? colors[index] : null
    const color = typeof own === 'string' ? own : usual
    const dot = new Path2D()
    dot.arc(px, py, radius, 0, 2 * Math.PI)
    context.fillStyle = context.strokeStyle = color
    if (!open) context.fill(dot)
    if (!open && !edge) continue
    context.lineWidth = Math.max(THINNEST, (numberAt(trace, 'marker.line.width') ?? 1) * thinner(easel))
    if (edge && !open) context.strokeStyle = edge
    context.stroke(dot)
  }
}

export function colorOf(trace: JsonObject, part: 'line' | 'marker'): string {
  const other = part === 'line' ? 'marker' : 'line'
  return textAt(trace, `${part}.color`) ?? textAt(trace, `${other}.color`) ?? '#888888'
}

function dashes(dash: string | null, width: number): number[] {
  if (dash === 'dot') return [width, 2 * width]
  return dash && dash !== 'solid' ? [4 * width, 2.5 * width] : []
}
