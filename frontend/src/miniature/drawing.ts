import type { DrawingFigure, ViewArrays } from '../api/types'
import { bestOf, readingOf } from '../views/drawing/drawing'
import { pixel } from '../views/maps'
import { nearest } from './grid'
import { fill, type Easel } from './picture'

/** What the network is given, and a bar for each class. */
export function paintDrawing(easel: Easel, figure: DrawingFigure, arrays: ViewArrays): boolean {
  const { seen, probabilities } = readingOf(figure, arrays)
  if (!seen) return false
  const { context, width, height, palette } = easel
  const side = Math.min(height, width * 0.6)
  const grid = { values: seen.values, columns: seen.width, rows: seen.height }
  fill(easel, { left: 0, top: (height - side) / 2, width: side, height: side }, (across, down) => {
    const value = seen.values[nearest(grid, across, down)] ?? 0
    return pixel(`#${(value * 0x10101).toString(16).padStart(6, '0')}`)
  })
  const left = side * 1.08
  const step = side / Math.max(1, probabilities.length)
  const best = bestOf(probabilities)
  probabilities.forEach((share, place) => {
    context.fillStyle = palette[place === best ? 'class-0' : 'class-1'] ?? '#888888'
    const top = (height - side) / 2 + place * step
    context.fillRect(left, top + step * 0.15, Math.max(1, share * (width - left)), step * 0.7)
  })
  return true
}
