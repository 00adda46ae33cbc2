import { unpack, type Numbers } from '../../api/arrays'
import type { NetworkFigure, ViewArrays } from '../../api/types'
import { roughWidth } from '../../base/text'

/** A network as a frame tells it, and where its units and ribbons lie. */

export interface Net {
  /** `weights[l - 1]` leads into layer `l`: one row of inputs for each of its units. */
  weights: Numbers[]
  biases: Numbers[]
  /** 0 fine, 1 dead, 2 saturated; one for each unit of all layers. */
  states: ArrayLike<number>
  /** The parameter that is held while training goes on (`input` null: a bias), and how hard training pulls at it. */
  grip: { layer: number; unit: number; input: number | null; force: number } | null
}

export interface Column {
  /** The middle of the layer. */
  x: number
  size: number
  /** Pixels from one unit to the next below it. */
  pitch: number
  /** Units below each other; a wide layer stands in several files, the first units to the left. */
  rows: number
  /** Pixels from one file to the next. */
  file: number
  /** From its left edge to its right edge. */
  width: number
  count: number
  /** Index of the first unit, counted over all layers. */
  first: number
}

export interface NetLayout {
  width: number
  height: number
  top: number
  columns: Column[]
}

/** A weight: `layer` from 1, as the actions count. */
export interface Ribbon {
  layer: number
  unit: number
  input: number
}

export interface Room {
  left: number
  right: number
  top: number
  bottom: number
}

export const TILE = 32
const LARGEST = 56
const SMALLEST = 2.5
const MOST_FILES = 5
const MARGIN = 19

export function readNet(figure: NetworkFigure, arrays: ViewArrays): Net {
  const weights: Numbers[] = []
  const biases: Numbers[] = []
  for (let layer = 1; layer < figure.layers.length; layer++) {
    const w = arrays[`w${layer}`]
    const b = arrays[`b${layer}`]
    weights.push(w ? unpack(w) : new Float32Array(0))
    biases.push(b ? unpack(b) : new Float32Array(0))
  }
  const state = arrays['state']
  return { weights, biases, states: state ? unpack(state) : [], grip: gripIn(arrays) }
}

function gripIn(arrays: ViewArrays): Net['grip'] {
  const { grip, force } = arrays
  if (!grip || !force) return null
  const [layer = 0, unit = 0, input = -1] = unpack(grip)
  return { layer, unit, input: input < 0 ? null : input, force: unpack(force)[0] ?? 0 }
}

export function layNetwork(counts: number[], width: number, height: number, room: Room): NetLayout {
  const across = Math.max(width - room.left - room.right, 40)
  const down = Math.max(height - room.top - room.bottom, 40)
  const gaps = Math.max(counts.length - 1, 1)
  const largest = Math.min(LARGEST * Math.max(1, height / 560), (across / gaps) * 0.55)
  /** The outer units keep their halves, and the title over them, inside. */
  const margin = Math.max(largest / 2, MARGIN)
  const step = Math.max(across - 2 * margin, 20) / gaps
  let first = 0
  const columns = counts.map((count, layer): Column => {
    const outer = layer === 0 || layer === counts.length - 1
    const { files, size } = filed(count, down, largest, outer ? 2 * margin : step * 0.6)
    const rows = Math.max(1, Math.ceil(count / files))
    const x = counts.length > 1 ? room.left + margin + step * layer : room.left + across / 2
    const file = size + Math.min(3, size * 0.25)
    const column = { x, size, pitch: down / rows, rows, file, width: size + (files - 1) * file, count, first }
    first += count
    return column
  })
  return { width, height, top: room.top, columns }
}

/** In how many files the units of a layer are largest, and how large. */
function filed(count: number, down: number, largest: number, room: number): { files: number; size: number } {
  let best = { files: 1, size: 0 }
  for (let files = 1; files <= MOST_FILES; files++) {
    const pitch = down / Math.max(1, Math.ceil(count / files))
    const size = Math.min(largest, pitch - Math.min(8, pitch * 0.2), files > 1 ? room / files - 3 : Infinity)
    if (size > best.size * 1.15) best = { files, size }
  }
  return { files: best.files, size: Math.max(SMALLEST, best.size) }
}

export function unitX(column: Column, unit: number): number {
  return column.x - (column.width - column.size) / 2 + Math.floor(unit / column.rows) * column.file
}

export function unitY(layout: NetLayout, column: Column, unit: number): number {
  return layout.top + ((unit % column.rows) + 0.5) * column.pitch
}

/** Layer and place in it of a unit counted over all layers. */
export function unitAt(columns: Column[], index: number): { layer: number; unit: number } | null {
  const layer = columns.findIndex(({ first, count }) => index >= first && index < first + count)
  const column = columns[layer]
  return column ? { layer, unit: index - column.first } : null
}

export interface Ends {
  x1: number
  y1: number
  x2: number
  y2: number
}

export function ribbonEnds(layout: NetLayout, { layer, unit, input }: Ribbon): Ends | null {
  const from = layout.columns[layer - 1]
  const to = layout.columns[layer]
  if (!from || !to) return null
  return {
    x1: unitX(from, input) + from.size / 2,
    y1: unitY(layout, from, input),
    x2: unitX(to, unit) - to.size / 2,
    y2: unitY(layout, to, unit),
  }
}

/** Where a ribbon is half-way. */
export function ribbonMiddle(layout: NetLayout, ribbon: Ribbon): { x: number; y: number } | null {
  const ends = ribbonEnds(layout, ribbon)
  return ends && { x: (ends.x1 + ends.x2) / 2, y: (ends.y1 + ends.y2) / 2 }
}

/** Thicker for larger, without a scale that jumps while training: half of the widest at a weight of 1. */
export function ribbonWidth(weight: number, widest: number): number {
  const size = Math.abs(weight)
  return Math.max(0.35, (widest * size) / (1 + size))
}

export function widestRibbon(layout: NetLayout, layer: number): number {
  const pitches = [layout.columns[layer - 1], layout.columns[layer]].map((column) => column?.pitch ?? 20)
  return Math.max(1.2, Math.min(7, Math.min(...pitches) * 0.2))
}

/**
 * How far down a ribbon is at a share of its way across. All ribbons are Bézier curves that leave and arrive level, so
 * that x depends on the parameter alone and the height is a mix of the two ends.
 */
export function progress(share: number): number {
  let low = 0
  let high = 1
  for (let turn = 0; turn < 20; turn++) {
    const s = (low + high) / 2
    if (1.5 * s * (1 - s) + s ** 3 < share) low = s
    else high = s
  }
  const s = (low + high) / 2
  return s * s * (3 - 2 * s)
}

/** The ribbon under a pixel, the thicker one first where several are near. */
export function ribbonAt(net: Net, layout: NetLayout, px: number, py: number, reach: number): Ribbon | null {
  let best: Ribbon | null = null
  let distance = reach
  for (let layer = 1; layer < layout.columns.length; layer++) {
    const from = layout.columns[layer - 1]
    const to = layout.columns[layer]
    const weights = net.weights[layer - 1]
    if (!from || !to || !weights) continue
    if (px < from.x - from.width / 2 || px > to.x + to.width / 2) continue
    const widest = widestRibbon(layout, layer)
    const shares = new Map<number, number>()
    for (let unit = 0; unit < to.count; unit++) {
      const x2 = unitX(to, unit) - to.size / 2
      const y2 = unitY(layout, to, unit)
      for (let input = 0; input < from.count; input++) {
        const x1 = unitX(from, input) + from.size / 2
        if (px < x1 || px > x2) continue
        const share = (px - x1) / (x2 - x1)
        const down = shares.get(share) ?? progress(share)
        shares.set(share, down)
        const half = ribbonWidth(weights[unit * from.count + input] ?? 0, widest) / 2
        const away = Math.abs(unitY(layout, from, input) * (1 - down) + y2 * down - py) - half
        if (away < distance) {
          distance = away
          best = { layer, unit, input }
        }
      }
    }
  }
  return best
}

export function weightOf(net: Net, layout: NetLayout, { layer, unit, input }: Ribbon): number {
  return net.weights[layer - 1]?.[unit * (layout.columns[layer - 1]?.count ?? 0) + input] ?? 0
}

/** Where the bias of a unit is drawn: at its lower left corner. */
export function biasSpot(
  layout: NetLayout,
  layer: number,
  unit: number,
): { x: number; y: number; r: number } | null {
  const column = layout.columns[layer]
  if (!column || layer === 0 || column.size < 11) return null
  const half = column.size / 2
  return {
    x: unitX(column, unit) - half,
    y: unitY(layout, column, unit) + half,
    r: Math.min(4, column.size / 6),
  }
}

export function biasAt(
  layout: NetLayout,
  px: number,
  py: number,
  reach: number,
): { layer: number; unit: number } | null {
  for (let layer = 1; layer < layout.columns.length; layer++) {
    for (let unit = 0; unit < (layout.columns[layer]?.count ?? 0); unit++) {
      const spot = biasSpot(layout, layer, unit)
      if (spot && Math.hypot(px - spot.x, py - spot.y) < reach) return { layer, unit }
    }
  }
  return null
}

const GRAIN = 0.5
const PIXELS = 80
const LARGEST_WEIGHT = 50

/** A weight dragged by so many pixels upwards: fine around 0, in ever larger steps away from it. */
export function draggedWeight(start: number, up: number): number {
  const value = GRAIN * Math.sinh(Math.asinh(start / GRAIN) + up / PIXELS)
  const limited = Math.min(LARGEST_WEIGHT, Math.max(-LARGEST_WEIGHT, value))
  return Math.abs(limited) < 0.005 ? 0 : Number(limited.toPrecision(3))
}

/** The unit that an arrow key leads to. */
export function neighbour(layout: NetLayout, index: number, key: string): number | null {
  const at = unitAt(layout.columns, index)
  const column = at ? layout.columns[at.layer] : undefined
  if (!at || !column) return null
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const unit = at.unit + (key === 'ArrowUp' ? -1 : 1)
    return unit >= 0 && unit < column.count ? column.first + unit : null
  }
  if (key === 'Home') return column.first
  if (key === 'End') return column.first + column.count - 1
  const filed = at.unit + (key === 'ArrowLeft' ? -column.rows : column.rows)
  if ((key === 'ArrowLeft' || key === 'ArrowRight') && filed >= 0 && filed < column.count)
    return column.first + filed
  const beside = key === 'ArrowLeft' ? layout.columns[at.layer - 1] : layout.columns[at.layer + 1]
  if ((key !== 'ArrowLeft' && key !== 'ArrowRight') || !beside) return null
  const unit = Math.round(((at.unit + 0.5) / column.count) * beside.count - 0.5)
  return beside.first + Math.min(beside.count - 1, Math.max(0, unit))
}

/** The part of a layer's title that fits over its column. */
export function fitted(title: string, room: number): string {
  if (roughWidth(title) + 6 <= room) return title
  return title.match(/\d+/)?.[0] ?? ''
}

/** All ribbons of a unit: those that arrive, then those that leave. */
export function ribbonsOf(counts: number[], layer: number, unit: number): Ribbon[] {
  const into = Array.from({ length: layer > 0 ? (counts[layer - 1] ?? 0) : 0 }, (_, input) => ({
    layer,
    unit,
    input,
  }))
  const out = Array.from({ length: counts[layer + 1] ?? 0 }, (_, next) => ({
    layer: layer + 1,
    unit: next,
    input: unit,
  }))
  return [...into, ...out]
}
