import type { ImagesFigure, ViewArrays } from '../api/types'
import { Raster } from '../views/maps'
import { arranged } from '../views/images/arrangement'
import { paintTile, rasterOf } from '../views/images/paint-tiles'
import { paintWindow } from '../views/images/paint-window'
import { partsOf } from '../views/images/volume'
import { sideBySide, tilesOf } from '../views/images/tiles'
import { first, movingOf, seenOf } from '../views/images/windows'
import { LARGE, type Easel } from './picture'

/** Pictures of which one is computed from another, with one of their windows, as in the large view but for its words. */
export function paintTiles(easel: Easel, figure: ImagesFigure, arrays: ViewArrays): boolean {
  const { context, width, height, palette } = easel
  const tiles = tilesOf(figure, arrays)
  const moving = movingOf(figure, arrays, tiles)
  const [one] = moving
  /** Beside a word or in a list there is room for what comes out only. */
  const shown =
    width < LARGE && one ? [one.output] : tiles.filter(({ drawn }) => drawn !== 'not').map(sideBySide)
  if (shown.length === 0) return false
  const boxes = arranged(shown, width, height, figure.columns, 0)
  for (const tile of shown) {
    const source = moving.find(({ source }) => source.uid === tile.uid)
    for (const part of partsOf(tile)) {
      const box = boxes.get(part.uid)
      const raster = new Raster()
      rasterOf(part, palette, raster)
      if (box) paintTile(context, part, box, raster, palette, source ? seenOf(source) : null)
    }
  }
  if (one && width >= LARGE) paintWindow(context, one, first(one), boxes, palette)
  return true
}
