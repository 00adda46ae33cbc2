import { unpack } from '../api/arrays'
import type { NetworkFigure, ViewArrays } from '../api/types'
import { layNetwork, readNet, TILE, unitX, unitY } from '../views/network/network'
import { paintRibbons, tablesOf } from '../views/network/network-paint'
import { smoothAt } from './grid'
import { fill, type Easel } from './picture'

export function paintNetwork(easel: Easel, figure: NetworkFigure, arrays: ViewArrays): boolean {
  const { context, width, height, palette } = easel
  const counts = figure.layers.map((layer) => layer.units.length)
  const net = readNet(figure, arrays)
  const layout = layNetwork(counts, width, height, { left: 2, right: 2, top: 3, bottom: 3 })
  paintRibbons(context, net, layout, palette)
  const packed = arrays['maps']
  const maps = packed ? unpack(packed) : null
  const { signs, answers } = tablesOf(counts.at(-1) ?? 1, palette)
  const total = counts.reduce((sum, count) => sum + count, 0)
  for (const column of layout.columns) {
    for (let unit = 0; unit < column.count; unit++) {
      const { size } = column
      const box = {
        left: unitX(column, unit) - size / 2,
        top: unitY(layout, column, unit) - size / 2,
        width: size,
        height: size,
      }
      if (maps) {
        const index = column.first + unit
        const table = answers[index - (total - answers.length)] ?? signs
        const first = index * TILE * TILE
        const grid = { values: maps.subarray(first, first + TILE * TILE), columns: TILE, rows: TILE }
        fill(easel, box, (across, down) => table[Math.round(smoothAt(grid, across, 1 - down))] ?? 0)
      } else {
        context.fillStyle = palette['surface-2'] || '#eeeeee'
        context.fillRect(box.left, box.top, size, size)
      }
      context.lineWidth = 0.8
      context.strokeStyle = palette['ink-3'] || '#888888'
      if (size >= 5) context.strokeRect(box.left, box.top, size, size)
    }
  }
  return counts.length > 0
}
