import type { FieldFigure, ViewArrays } from '../../api/types'
import { drawPoints, fieldMap, fieldPoints } from '../field/field'
import { classTable, scaleTable } from '../maps'
import { nearest, smoothAt } from './grid'
import { fill, LARGE, whole, type Easel } from './picture'

/** The map over the whole picture, its middle where the picture is not square; points where there is room for them. */
export function paintField(easel: Easel, figure: FieldFigure, arrays: ViewArrays): boolean {
  const map = fieldMap(arrays)
  if (!map) return false
  const { palette, width, height } = easel
  const table = figure.scale === 'classes' ? classTable(palette) : scaleTable(figure.scale, palette)
  const grid = { values: map.values, columns: map.width, rows: map.height }
  const sure = map.sure && { ...grid, values: map.sure }
  const side = Math.max(width, height)
  /** A share of the picture as a share of the square that covers it. */
  const within = (share: number, length: number): number => 0.5 + ((share - 0.5) * length) / side
  fill(easel, whole(easel), (across, down) => {
    const x = within(across, width)
    const y = 1 - within(down, height)
    if (figure.scale !== 'classes') return table[Math.round(smoothAt(grid, x, y))] ?? 0
    const winner = map.values[nearest(grid, x, y)] ?? 0
    return table[(winner << 8) + (sure ? Math.round(smoothAt(sure, x, y)) : 255)] ?? 0
  })
  if (width >= LARGE) {
    const axis = (low: number, high: number, length: number, up: boolean) => ({
      offset: 0,
      length: side,
      value: () => NaN,
      pixel: (value: number) => {
        const share = (value - low) / (high - low || 1)
        return length / 2 + ((up ? 1 - share : share) - 0.5) * side
      },
    })
    const axes = {
      x: axis(figure.x.low, figure.x.high, width, false),
      y: axis(figure.y.low, figure.y.high, height, true),
    }
    drawPoints(easel.context, fieldPoints(arrays), axes, palette, new Set())
  }
  return true
}
