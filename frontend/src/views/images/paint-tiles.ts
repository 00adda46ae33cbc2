import { inkOver, type Ink } from '../ink'
import { colorAt, faded, mix, type Palette } from '../palette'
import { pixel, Raster, scaleTable } from '../maps'
import { compactNumber } from './words'
import { byteOf, valueAt, type Tile } from './tiles'
import type { Box } from './box'

/** Cells that are smaller, in CSS pixels, have no lines between them and no numbers in them. */
const LINED = 9
const WRITTEN = 21

const tables = new WeakMap<Palette, Uint32Array>()

/** The colours of a tile's bytes. Signs go to full depth here: nothing else has to stand out on them. */
function tableOf(tile: Tile, palette: Palette): Uint32Array {
  if (tile.absolute || tile.scale !== 'signed')
    return scaleTable(tile.absolute ? 'sequential' : tile.scale, palette)
  const table =
    tables.get(palette) ??
    Uint32Array.from({ length: 256 }, (_, byte) => pixel(colorAt('signed', byte / 255, palette) ?? '#888888'))
  tables.set(palette, table)
  return table
}

/** Draws a tile into its raster, one pixel a cell. */
export function rasterOf(tile: Tile, palette: Palette, raster: Raster): void {
  const table = tableOf(tile, palette)
  const size = tile.width * tile.height
  raster.paint(tile.width, tile.height, (pixels) => {
    const bytes = new Uint8Array(pixels.buffer)
    for (let at = 0; at < size; at++) {
      if (tile.channels !== 3 || tile.scale !== 'grey') {
        const value = tile.values[at] ?? 0
        pixels[at] = Number.isNaN(value) ? 0 : (table[byteOf(tile, value)] ?? 0)
        continue
      }
      for (let channel = 0; channel < 3; channel++)
        bytes[4 * at + channel] = byteOf(tile, tile.values[channel * size + at] ?? 0)
      bytes[4 * at + 3] = 255
    }
  })
}

/** The colour of a value in its tile, and of what is written on it. */
export function inkOn(tile: Tile, value: number, palette: Palette): Ink {
  const table = tableOf(tile, palette)
  return inkOver(table[byteOf(tile, value)] ?? 0)
}

export function paintTile(
  context: CanvasRenderingContext2D,
  tile: Tile,
  box: Box,
  raster: Raster,
  palette: Palette,
  used: { rows: number; columns: number } | null,
): void {
  const cell = box.width / Math.max(1, tile.width)
  context.imageSmoothingEnabled = false
  if (tile.width > 0 && tile.height > 0)
    context.drawImage(raster.canvas, box.left, box.top, box.width, box.height)
  ghosts(context, tile, box, cell, palette)
  if (used) dropped(context, tile, box, cell, used, palette)
  if (cell >= LINED) lines(context, tile, box, cell, palette)
  if (cell >= WRITTEN && tile.channels === 1) numbers(context, tile, box, cell, palette)
  context.strokeStyle = palette['ink-3'] || '#888888'
  context.lineWidth = 1
  context.strokeRect(box.left - 0.5, box.top - 0.5, box.width + 1, box.height + 1)
}

/** Filling: paler, and hatched. */
function ghosts(
  context: CanvasRenderingContext2D,
  tile: Tile,
  box: Box,
  cell: number,
  palette: Palette,
): void {
  if (!tile.ghost.some((flag) => flag > 0)) return
  context.save()
  context.beginPath()
  tile.ghost.forEach((flag: number, at: number) => {
    if (flag === 0) return
    context.rect(
      box.left + (at % tile.width) * cell,
      box.top + Math.floor(at / tile.width) * cell,
      cell,
      cell,
    )
  })
  context.clip()
  context.fillStyle = faded(palette['surface'] || '#ffffff', 0.55)
  context.fillRect(box.left, box.top, box.width, box.height)
  hatch(context, box, Math.max(4, Math.min(9, cell / 3)), faded(palette['accent'] || '#1d5fd1', 0.55))
  context.restore()
}

function hatch(context: CanvasRenderingContext2D, box: Box, every: number, color: string): void {
  context.strokeStyle = color
  context.lineWidth = 1
  context.beginPath()
  for (let x = -box.height; x < box.width; x += every) {
    context.moveTo(box.left + x, box.top + box.height)
    context.lineTo(box.left + x + box.height, box.top)
  }
  context.stroke()
}

/** What no window reaches any more: grey. */
function dropped(
  context: CanvasRenderingContext2D,
  tile: Tile,
  box: Box,
  cell: number,
  used: { rows: number; columns: number },
  palette: Palette,
): void {
  const [right, bottom] = [used.columns * cell, used.rows * cell]
  context.fillStyle = mix(palette['surface'] || '#ffffff', palette['ink'] || '#000000', 0.45)
  context.globalAlpha = 0.82
  if (used.columns < tile.width) context.fillRect(box.left + right, box.top, box.width - right, box.height)
  if (used.rows < tile.height)
    context.fillRect(box.left, box.top + bottom, Math.min(right, box.width), box.height - bottom)
  context.globalAlpha = 1
}

function lines(
  context: CanvasRenderingContext2D,
  tile: Tile,
  box: Box,
  cell: number,
  palette: Palette,
): void {
  context.strokeStyle = faded(palette['ink-3'] || '#888888', 0.4)
  context.lineWidth = 1
  context.beginPath()
  for (let column = 1; column < tile.width; column++) {
    context.moveTo(box.left + column * cell, box.top)
    context.lineTo(box.left + column * cell, box.top + box.height)
  }
  for (let row = 1; row < tile.height; row++) {
    context.moveTo(box.left, box.top + row * cell)
    context.lineTo(box.left + box.width, box.top + row * cell)
  }
  context.stroke()
}

function numbers(
  context: CanvasRenderingContext2D,
  tile: Tile,
  box: Box,
  cell: number,
  palette: Palette,
): void {
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (let row = 0; row < tile.height; row++)
    for (let column = 0; column < tile.width; column++) {
      const value = valueAt(tile, 0, row, column)
      if (Number.isNaN(value)) continue
      const text = compactNumber(value, cell > 40 ? 4 : 3)
      const size = Math.min(cell * 0.44, (cell * 1.5) / Math.max(2, text.length), 26)
      if (size < 8) continue
      const ghost = (tile.ghost[row * tile.width + column] ?? 0) > 0
      context.font = `${Math.round(size)}px ${palette['font'] || 'sans-serif'}`
      context.fillStyle = ghost ? palette['ink'] || '#000000' : inkOn(tile, value, palette).ink
      context.fillText(text, box.left + (column + 0.5) * cell, box.top + (row + 0.5) * cell)
    }
}
