import type { AttentionFigure, ViewArrays } from '../api/types'
import { sceneOf, topOf } from '../views/attention/attention'
import { gridOf } from '../views/attention/grid'
import { scaleTable } from '../views/maps'
import { nearest } from './grid'
import { fill, type Easel } from './picture'

/** Its maps, side by side. */
export function paintAttention(easel: Easel, figure: AttentionFigure, arrays: ViewArrays): boolean {
  const scene = sceneOf(arrays)
  if (!scene) return false
  const { maps, T, S, weights } = scene
  const across = gridOf(easel, { maps, across: figure.across, aspect: S / T }, 0).across
  const down = Math.ceil(maps / across)
  const table = scaleTable('sequential', easel.palette)
  const top = topOf(scene, null, figure.sums)
  const side = Math.min(easel.width / across / S, easel.height / down / T)
  const left = (easel.width - across * side * S) / 2
  const above = (easel.height - down * side * T) / 2
  for (let map = 0; map < maps; map++) {
    const box = {
      left: left + (map % across) * side * S,
      top: above + Math.floor(map / across) * side * T,
      width: Math.max(1, side * S - (maps > 1 ? 2 : 0)),
      height: Math.max(1, side * T - (maps > 1 ? 2 : 0)),
    }
    const grid = { values: weights.subarray(map * T * S, (map + 1) * T * S), columns: S, rows: T }
    fill(easel, box, (x, y) => {
      const weight = grid.values[nearest(grid, x, y)] ?? NaN
      return Number.isNaN(weight) ? 0 : (table[Math.round(255 * Math.min(1, weight / top))] ?? 0)
    })
  }
  return true
}
