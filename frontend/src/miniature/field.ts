import type { FieldFigure, ViewArrays } from '../api/types'
import { drawPoints, fieldAxes, fieldMap, fieldPoints } from '../views/field/field'
import { classTable, scaleTable } from '../views/maps'
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
  const side = Math.max(height / figure.tall, width / figure.wide)
  /** A share of the picture as a share of the map that covers it. */
  const within = (share: number, length: number, full: number): number =>
    0.5 + ((share - 0.5) * length) / full
  fill(easel, whole(easel), (across, down) => {
    const x = within(across, width, side * figure.wide)
    const y = 1 - within(down, height, side * figure.tall)
    if (figure.scale !== 'classes') return table[Math.round(smoothAt(grid, x, y))] ?? 0
    const winner = map.values[nearest(grid, x, y)] ?? 0
    return table[(winner << 8) + (sure ? Math.round(smoothAt(sure, x, y)) : 255)] ?? 0
  })
  if (width >= LARGE) {
    const axes = fieldAxes(figure, { offset: { x: 0, y: 0 }, side })
    const { context } = easel
    context.save()
    context.translate((width - side) / 2, (height - side) / 2)
    drawPoints(context, fieldPoints(arrays), axes, palette, new Set())
    context.restore()
  }
  return true
}
