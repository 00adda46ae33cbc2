import type { ReadingFigure, ViewArrays } from '../api/types'
import { pixel } from '../views/maps'
import { stillOf } from '../views/reading/reading'
import { nearest } from './grid'
import { fill, type Easel } from './picture'

/** The picture, and beside it a bar for each class. */
export function paintReading(easel: Easel, figure: ReadingFigure, arrays: ViewArrays): boolean {
  const still = stillOf(arrays, figure.most)
  if (!still || still.width === 0 || still.height === 0) return false
  const { context, width, height, palette } = easel
  const side = Math.min(height, (0.55 * width * still.height) / still.width)
  const wide = (side * still.width) / still.height
  const top = (height - side) / 2
  const grid = { values: still.values, columns: still.width, rows: still.height }
  fill(easel, { left: 0, top, width: wide, height: side }, (across, down) => {
    const at = 3 * nearest(grid, across, down)
    const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => still.values[at + channel] ?? 0)
    return pixel(`#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`)
  })
  const room = width - wide - 12
  const step = side / Math.max(still.found.length, 1)
  context.fillStyle = palette['accent'] ?? ''
  still.found.forEach(({ share }, place) =>
    context.fillRect(wide + 12, top + (place + 0.25) * step, Math.max(2, share * room), step / 2),
  )
  return true
}
