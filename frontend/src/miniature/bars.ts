import type { JsonObject } from '../api/types'
import { baseOf, colorOf, type Path } from './lines'
import { jsonAt, textAt } from './numbers'
import type { Box, Easel } from './picture'
import type { Extent, Scales } from './scales'

/** Bars, as wide as those of the large picture: a share of the distance of two neighbours, of whatever traces. */

export const isBar = ({ trace }: { trace: JsonObject }): boolean => textAt(trace, 'type') === 'bar'

/** Of the distance of neighbours; Plotly leaves a fifth free. */
const FILLED = 0.8

const lies = ({ trace }: Path): boolean => trace['orientation'] === 'h'

/** Bars begin at their base, half a bar beside the outermost places is theirs too. */
export function withBase(bars: Path[]): Extent {
  const lying = bars.some(lies)
  const places = bars.flatMap(({ x, y }) => Array.from(lying ? y : x))
  const along = [Math.min(...places) - 0.5, Math.max(...places) + 0.5]
  const bases = bars.map(({ trace }) => baseOf(trace))
  return lying ? { x: bases, y: along } : { x: along, y: bases }
}

/** All bars of a picture: traces stand side by side in their place, unless the layout has another way. */
export function paintBars(easel: Easel, bars: Path[], layout: JsonObject, scales: Scales, box: Box): void {
  const beside = (textAt(layout, 'barmode') ?? 'group') === 'group' ? bars.length : 1
  const lying = bars.some(lies)
  const place = lying ? scales.y : scales.x
  const middles = bars.map(({ x, y }) => Array.from(lying ? y : x, (value) => place.pixel(value)))
  const slot = FILLED * distance(middles.flat(), lying ? box.height : box.width)
  const thick = Math.max(1, slot / beside)
  for (const [turn, bar] of bars.entries()) {
    const from = beside > 1 ? turn * thick - slot / 2 : -thick / 2
    paintOnes(
      easel,
      bar,
      (middles[turn] ?? []).map((middle) => middle + (lying ? -from - thick : from)),
      thick,
      scales,
      box,
    )
  }
}

/** The smallest between two places, all the room where there is one only. */
function distance(middles: number[], room: number): number {
  const sorted = [...new Set(middles.filter(Number.isFinite))].sort((a, b) => a - b)
  const gaps = sorted.slice(1).map((middle, index) => middle - (sorted[index] ?? 0))
  return Math.min(room, ...gaps)
}

function paintOnes(
  easel: Easel,
  { trace, x, y }: Path,
  starts: number[],
  thick: number,
  scales: Scales,
  box: Box,
): void {
  const { context } = easel
  const colors = jsonAt(trace, 'marker.color')
  const usual = colorOf(trace, 'marker')
  const lying = trace['orientation'] === 'h'
  const [sizes, size] = lying ? [x, scales.x] : [y, scales.y]
  const zero = size.pixel(baseOf(trace))
  const foot = Number.isFinite(zero) ? zero : lying ? box.left : box.top + box.height
  for (const [index, start] of starts.entries()) {
    const end = size.pixel(sizes[index] ?? NaN)
    if (!Number.isFinite(start) || !Number.isFinite(end)) continue
    const own: unknown = Array.isArray(colors) ? colors[index] : null
    context.fillStyle = typeof own === 'string' ? own : usual
    if (lying) context.fillRect(Math.min(foot, end), start, Math.abs(end - foot), thick)
    else context.fillRect(start, Math.min(foot, end), thick, Math.abs(end - foot))
  }
}
