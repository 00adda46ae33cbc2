import type { JsonObject, ViewArrays } from '../api/types'
import { pixel as colorPixel } from '../views/maps'
import { mix } from '../views/palette'
import { smoothAt, type Grid } from './grid'
import { gridOf, jsonAt, listOf, numberAt } from './numbers'
import { fill, type Box, type Easel } from './picture'
import type { Extent, Scales } from './scales'

/** A map under everything else: heat maps, filled contours, and surfaces as seen from above. */

export interface Ground {
  grid: Grid
  x: ArrayLike<number> | null
  y: ArrayLike<number> | null
  low: number
  high: number
  /** Bands of one colour each; 0 is a smooth map. */
  bands: number
  trace: JsonObject
}

export function groundOf(trace: JsonObject, arrays: ViewArrays): Ground | null {
  const grid =
    (trace['type'] === 'surface' ? gridOf(trace, arrays, 'surfacecolor') : null) ?? gridOf(trace, arrays, 'z')
  if (!grid) return null
  const [least, most] = trace['type'] === 'surface' ? ['cmin', 'cmax'] : ['zmin', 'zmax']
  const ends = endsOf(grid.values)
  return {
    grid,
    x: listOf(trace, arrays, 'x'),
    y: listOf(trace, arrays, 'y'),
    low: numberAt(trace, least ?? '') ?? ends.low,
    high: numberAt(trace, most ?? '') ?? ends.high,
    bands: trace['type'] === 'contour' ? (numberAt(trace, 'ncontours') ?? 15) : 0,
    trace,
  }
}

export function extentOf({ grid, x, y }: Ground): Extent {
  return { x: x ?? [0, grid.columns - 1], y: y ?? [0, grid.rows - 1] }
}

export function paintGround(easel: Easel, ground: Ground, box: Box, scales: Scales): void {
  const { grid, low, high, bands, trace } = ground
  const extent = extentOf(ground)
  const across = ends(extent.x, grid.columns)
  const along = ends(extent.y, grid.rows)
  const table = tableOf(trace, easel)
  fill(easel, box, (right, down) => {
    const x = (scales.x.value(box.left + right * box.width) - across.from) / across.span
    const y = (scales.y.value(box.top + down * box.height) - along.from) / along.span
    const value = (smoothAt(grid, x, y) - low) / (high - low || 1)
    if (!Number.isFinite(value)) return 0
    const share = Math.min(1, Math.max(0, value))
    const level = bands > 0 ? (Math.min(bands - 1, Math.floor(share * bands)) + 0.5) / bands : share
    return table[Math.round(255 * level)] ?? 0
  })
}

/** Where the outer edge of the first cell lies, and how far away that of the last one. */
function ends(places: ArrayLike<number>, count: number): { from: number; span: number } {
  const first = places[0] ?? 0
  const last = places[places.length - 1] ?? 1
  const half = (last - first) / Math.max(count - 1, 1) / 2
  return { from: first - half, span: last - first + 2 * half || 1 }
}

function endsOf(values: ArrayLike<number>): { low: number; high: number } {
  let low = Infinity
  let high = -Infinity
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

/** 256 pixels along the scale of a trace, as faint over the surface as the trace is. */
function tableOf(trace: JsonObject, { palette }: Easel): Uint32Array {
  const surface = palette['surface'] || '#ffffff'
  const opacity = numberAt(trace, 'opacity') ?? 1
  const stops = stopsOf(jsonAt(trace, 'colorscale'))
  const turned = trace['reversescale'] === true
  return Uint32Array.from({ length: 256 }, (_, index) => {
    const share = (turned ? 255 - index : index) / 255
    const right = Math.max(
      1,
      stops.findIndex(([at]) => at >= share),
    )
    const [a, from] = stops[right - 1] ?? [0, surface]
    const [b, to] = stops[right] ?? [1, surface]
    const color = mix(from, to, b > a ? (share - a) / (b - a) : 0)
    return colorPixel(opacity < 1 ? mix(surface, color, opacity) : color)
  })
}

const GREYS: [number, string][] = [
  [0, '#222222'],
  [1, '#eeeeee'],
]

function stopsOf(scale: unknown): [number, string][] {
  if (!Array.isArray(scale)) return GREYS
  const stops = scale.flatMap((stop: unknown): [number, string][] => {
    if (!Array.isArray(stop)) return []
    const [at, color]: unknown[] = stop
    return typeof at === 'number' && typeof color === 'string' && color.startsWith('#') ? [[at, color]] : []
  })
  return stops.length >= 2 ? stops : GREYS
}
