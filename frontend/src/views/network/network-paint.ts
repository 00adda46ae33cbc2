import type { Numbers } from '../../api/arrays'
import {
  biasSpot,
  ribbonEnds,
  ribbonWidth,
  TILE,
  unitX,
  unitY,
  weightOf,
  widestRibbon,
  type Ends,
  type Net,
  type NetLayout,
  type Ribbon,
} from './network'
import { classTable, scaleTable } from '../maps'
import type { Palette } from '../palette'

/** Ribbons and units of a network on a canvas. */

/** More ribbons than this are a grey cloud that nobody reads and a slow one: the strongest of each layer are drawn. */
export const MOST_RIBBONS = 700
const SHADES = 6
/** Positive, negative, exactly 0. */
const SIGNS = ['plus', 'minus', 'ink-3']
const ACROSS = 16

const BINS = 512

/** The smallest size of a weight that is drawn, so that at most `most` of them are; found by counting, not by sorting. */
export function faintest(weights: Numbers, most: number): number {
  if (weights.length <= most) return 0
  const counts = new Uint32Array(BINS)
  for (const weight of weights) {
    const bin = Math.floor((BINS * Math.abs(weight)) / (1 + Math.abs(weight)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  let taken = 0
  let bin = BINS
  while (bin > 0 && taken + (counts[bin - 1] ?? 0) <= most) taken += counts[--bin] ?? 0
  if (taken === 0) bin = Math.max(0, bin - 1)
  const share = Math.min(bin, BINS - 1) / BINS
  return share / (1 - share)
}

export function paintRibbons(
  context: CanvasRenderingContext2D,
  net: Net,
  layout: NetLayout,
  palette: Palette,
): void {
  const gaps = layout.columns.length - 1
  for (let layer = 1; layer <= gaps; layer++) {
    const weights = net.weights[layer - 1]
    const inputs = layout.columns[layer - 1]?.count ?? 0
    const units = layout.columns[layer]?.count ?? 0
    if (!weights || weights.length < inputs * units) continue
    const floor = faintest(weights, Math.floor(MOST_RIBBONS / gaps))
    const widest = widestRibbon(layout, layer)
    const paths = Array.from({ length: SIGNS.length * SHADES }, () => new Path2D())
    for (let unit = 0; unit < units; unit++) {
      for (let input = 0; input < inputs; input++) {
        const weight = weights[unit * inputs + input] ?? 0
        if (Math.abs(weight) < floor) continue
        const shade = Math.min(SHADES - 1, Math.floor((SHADES * Math.abs(weight)) / (1 + Math.abs(weight))))
        const ends = ribbonEnds(layout, { layer, unit, input })
        const path = paths[SIGNS.length * shade + (weight > 0 ? 0 : weight < 0 ? 1 : 2)]
        if (ends && path) curve(path, ends)
      }
    }
    paths.forEach((path, index) => {
      const share = (Math.floor(index / SIGNS.length) + 0.5) / SHADES
      context.lineWidth = Math.max(0.5, widest * share)
      context.globalAlpha = 0.3 + 0.65 * share
      context.strokeStyle = palette[SIGNS[index % SIGNS.length] ?? 'ink-3'] ?? '#888888'
      context.stroke(path)
    })
  }
  context.globalAlpha = 1
}

/** A few ribbons by themselves, over the faded rest. */
export function paintMarked(
  context: CanvasRenderingContext2D,
  net: Net,
  layout: NetLayout,
  palette: Palette,
  ribbons: Ribbon[],
): void {
  for (const ribbon of ribbons) {
    const ends = ribbonEnds(layout, ribbon)
    if (!ends) continue
    const weight = weightOf(net, layout, ribbon)
    const path = new Path2D()
    curve(path, ends)
    const width = ribbonWidth(weight, widestRibbon(layout, ribbon.layer))
    context.lineWidth = width + (ribbons.length === 1 ? 4 : 1.5)
    context.strokeStyle = palette[ribbons.length === 1 ? 'accent' : 'surface'] ?? '#888888'
    context.stroke(path)
    context.lineWidth = Math.max(1, width)
    context.strokeStyle = palette[weight < 0 ? 'minus' : 'plus'] ?? '#888888'
    context.stroke(path)
  }
}

function curve(path: Path2D, { x1, y1, x2, y2 }: Ends): void {
  const middle = (x1 + x2) / 2
  path.moveTo(x1, y1)
  path.bezierCurveTo(middle, y1, middle, y2, x2, y2)
}

/** Colours of the units' maps: of values with a sign, and of each of the network's answers. */
export interface Tables {
  signs: Uint32Array
  answers: Uint32Array[]
}

/** One answer tells two classes apart; of several, each is sure of a class of its own. */
export function tablesOf(answers: number, palette: Palette): Tables {
  const shares = (index: number): Uint32Array => {
    const table = classTable(palette).subarray(256 * index, 256 * (index + 1))
    return table.map((_, byte) => table[Math.max(0, 2 * byte - 255)] ?? 0)
  }
  return {
    signs: scaleTable('signed', palette),
    answers:
      answers > 1 ? Array.from({ length: answers }, (_, k) => shares(k)) : [scaleTable('diverging', palette)],
  }
}

/** All thumbnails on one sheet, sixteen in a row. */
export function sheetSize(count: number): { width: number; height: number } {
  return { width: ACROSS * TILE, height: Math.ceil(count / ACROSS) * TILE }
}

export function paintSheet(maps: Numbers, { signs, answers }: Tables, pixels: Uint32Array): void {
  const count = Math.floor(maps.length / (TILE * TILE))
  for (let index = 0; index < count; index++) {
    const { x, y } = tileAt(index)
    const table = answers[index - (count - answers.length)] ?? signs
    for (let row = 0; row < TILE; row++) {
      const from = (index * TILE + row) * TILE
      const to = (y + TILE - 1 - row) * ACROSS * TILE + x
      for (let column = 0; column < TILE; column++) {
        pixels[to + column] = table[maps[from + column] ?? 0] ?? 0
      }
    }
  }
}

export function tileAt(index: number): { x: number; y: number } {
  return { x: (index % ACROSS) * TILE, y: Math.floor(index / ACROSS) * TILE }
}

export function paintUnits(
  context: CanvasRenderingContext2D,
  net: Net,
  layout: NetLayout,
  palette: Palette,
  sheet: HTMLCanvasElement | null,
  active: number | null,
): void {
  context.imageSmoothingQuality = 'medium'
  layout.columns.forEach((column, layer) => {
    for (let unit = 0; unit < column.count; unit++) {
      const index = column.first + unit
      const { size } = column
      const left = unitX(column, unit) - size / 2
      const top = unitY(layout, column, unit) - size / 2
      context.fillStyle = palette['surface-2'] ?? '#eeeeee'
      context.fillRect(left, top, size, size)
      if (sheet) {
        const tile = tileAt(index)
        context.drawImage(sheet, tile.x, tile.y, TILE, TILE, left, top, size, size)
      }
      const state = net.states[index] ?? 0
      context.lineWidth = index === active ? 2.5 : 1
      context.strokeStyle = palette[index === active ? 'accent' : 'ink-3'] ?? '#888888'
      if (size >= 6 || index === active) context.strokeRect(left, top, size, size)
      if (state !== 0) mark(context, palette, state, left, top, size)
      bias(context, palette, layout, net, layer, unit)
    }
  })
}

/** A cross for a dead unit, a ring for a saturated one; the legend names them. */
function mark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  state: number,
  left: number,
  top: number,
  size: number,
): void {
  const path = new Path2D()
  const inset = size * 0.22
  if (state === 1) {
    path.moveTo(left + inset, top + inset)
    path.lineTo(left + size - inset, top + size - inset)
    path.moveTo(left + size - inset, top + inset)
    path.lineTo(left + inset, top + size - inset)
  } else {
    path.arc(left + size / 2, top + size / 2, size / 2 - inset, 0, 2 * Math.PI)
  }
  context.strokeStyle = palette['surface'] ?? '#ffffff'
  context.lineWidth = Math.max(2, size / 6)
  context.stroke(path)
  context.strokeStyle = palette['ink'] ?? '#000000'
  context.lineWidth = Math.max(1, size / 12)
  context.stroke(path)
}

function bias(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: NetLayout,
  net: Net,
  layer: number,
  unit: number,
): void {
  const spot = biasSpot(layout, layer, unit)
  const value = net.biases[layer - 1]?.[unit]
  if (!spot || value === undefined) return
  const size = Math.abs(value)
  context.beginPath()
  context.arc(spot.x, spot.y, spot.r * (0.55 + (0.6 * size) / (1 + size)), 0, 2 * Math.PI)
  context.fillStyle = palette[value < 0 ? 'minus' : 'plus'] ?? '#888888'
  context.fill()
  context.lineWidth = 1.2
  context.strokeStyle = palette['surface'] ?? '#ffffff'
  context.stroke()
}
