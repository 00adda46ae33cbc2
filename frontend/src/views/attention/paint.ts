import { inkAt } from '../ink'
import { flatContext, scaleTable } from '../maps'
import { faded, type Palette } from '../palette'
import { weightAt, weightText, type Scene } from './attention'

/** Rows that are not looked at, of 1. */
const BRUSHED = 0.3
/** Cells that are smaller, in CSS pixels, have no lines between them. */
const LINED = 7
/** The smallest type in which numbers are written. */
const WRITTEN = 10

interface Box {
  left: number
  top: number
  cellWidth: number
  cellHeight: number
}
interface Look {
  /** What the deepest colour stands for. */
  top: number
  /** The row that is looked at; the others grow pale. */
  row: number | null
  /** Digits after the point; null where no numbers are written. */
  digits: number | null
  font: number
  palette: Palette
}

/** Draws a map: its cells, and their numbers where there is room; those of the row alone that is looked at. */
export function paintMap(
  context: CanvasRenderingContext2D,
  scene: Scene,
  map: number,
  { left, top, cellWidth, cellHeight }: Box,
  look: Look,
): void {
  const { palette } = look
  const gap = Math.min(cellWidth, cellHeight) >= LINED ? 1 : 0
  const number =
    look.digits === null
      ? 0
      : Math.min(1.1 * look.font, cellHeight * 0.5, cellWidth / (0.62 * (look.digits + 2.6)))
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.font = `${number}px ${palette['font'] ?? 'sans-serif'}`
  for (let row = 0; row < scene.T; row++) {
    context.globalAlpha = look.row === null || look.row === row ? 1 : BRUSHED
    for (let column = 0; column < scene.S; column++) {
      const weight = weightAt(scene, map, { row, column })
      const x = left + column * cellWidth
      const y = top + row * cellHeight
      if (Number.isNaN(weight)) {
        context.fillStyle = faded(palette['line'] || '#888888', 0.4)
        context.fillRect(x + cellWidth / 2 - 1, y + cellHeight / 2 - 1, 2, 2)
        continue
      }
      const { ground, ink } = inkAt('sequential', weight / look.top, palette)
      context.fillStyle = ground
      context.fillRect(x, y, cellWidth - gap, cellHeight - gap)
      if (number < WRITTEN || (look.row !== null && look.row !== row)) continue
      context.fillStyle = ink
      context.fillText(
        weightText(weight, look.digits ?? 2),
        x + (cellWidth - gap) / 2,
        y + (cellHeight - gap) / 2 + 0.5,
      )
    }
  }
  context.globalAlpha = 1
}

/** Draws a map on a canvas of its own, a pixel a cell. */
export function paintSmall(
  canvas: HTMLCanvasElement,
  scene: Scene,
  map: number,
  top: number,
  row: number | null,
  palette: Palette,
): void {
  const { T, S, weights } = scene
  if (canvas.width !== S) canvas.width = S
  if (canvas.height !== T) canvas.height = T
  const context = flatContext(canvas)
  if (!context) return
  const image = context.createImageData(S, T)
  const pixels = new Uint32Array(image.data.buffer)
  const table = scaleTable('sequential', palette)
  for (let cell = 0; cell < T * S; cell++) {
    const weight = weights[map * T * S + cell] ?? NaN
    pixels[cell] = Number.isNaN(weight) ? 0 : (table[Math.round(255 * Math.min(1, weight / top))] ?? 0)
    if (row !== null && Math.floor(cell / S) !== row) image.data[4 * cell + 3] = Math.round(255 * BRUSHED)
  }
  context.putImageData(image, 0, 0)
}
