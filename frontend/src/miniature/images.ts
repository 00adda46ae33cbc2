import type { ImagesFigure, ViewArrays } from '../api/types'
import { bestColumns, pictures } from '../views/images/images'
import { pixel, scaleTable } from '../views/maps'
import { nearest } from './grid'
import { fill, type Easel } from './picture'

/** Pictures in rows, as large as they can be; of many only the first. */
const MOST = 64

export function paintImages(easel: Easel, figure: ImagesFigure, arrays: ViewArrays): boolean {
  const all = pictures(arrays)
  if (!all || all.n === 0) return false
  const n = Math.min(all.n, MOST)
  const { width, height, palette } = easel
  const columns = figure.columns ?? bestColumns(n, width, height, all.width / all.height, 0)
  const rows = Math.ceil(n / columns)
  const tile = Math.min(width / columns, (height / rows) * (all.width / all.height))
  const tall = (tile * all.height) / all.width
  const left = (width - columns * tile) / 2
  const top = (height - rows * tall) / 2
  const table = scaleTable(figure.scale, palette)
  const grid = { values: all.values, columns: all.width, rows: all.height }
  const gap = tile > 12 ? 1 : 0
  for (let index = 0; index < n; index++) {
    const box = {
      left: left + (index % columns) * tile,
      top: top + Math.floor(index / columns) * tall,
      width: tile - gap,
      height: tall - gap,
    }
    const first = index * all.width * all.height
    fill(easel, box, (across, down) => {
      const at = first + nearest(grid, across, down)
      if (all.channels === 1) return table[all.values[at] ?? 0] ?? 0
      const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => all.values[3 * at + channel] ?? 0)
      return pixel(`#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`)
    })
  }
  return true
}
