import type { FieldFigure } from '../../api/types'
import { say, t } from '../../base/language.svelte'
import { formatNumber } from '../../base/numbers'
import type { PixelAxes } from '../gestures'
import { valueAt, type FieldMap, type FieldPoints } from './field'

interface Seen {
  figure: FieldFigure
  axes: PixelAxes
  side: number
  map: FieldMap | null
  points: FieldPoints
}

const short = (value: number): string => formatNumber(Number(value.toFixed(3)))

/** Where a pixel of the plane lies, what the map says there, and which point it is on. */
export function placeInWords(seen: Seen, px: number, py: number, index: number | null): string {
  const { figure, axes, side, map, points } = seen
  const parts = [
    t('field_at', {
      x_title: say(figure.x.title),
      x: short(axes.x.value(px)),
      y_title: say(figure.y.title),
      y: short(axes.y.value(py)),
    }),
  ]
  if (map) {
    const value = valueAt(figure, map, px, py, side)
    const name = figure.classes[value]
    if (figure.scale !== 'classes') parts.push(t('field_value', { value: short(value) }))
    else if (name) parts.push(say(name))
  }
  if (index !== null) {
    const label = figure.classes[points.label[index] ?? -1]
    const kind = t(points.held[index] === 1 ? 'field_held' : 'field_training')
    parts.push(t('field_point', { n: index + 1, name: label ? `${say(label)}, ${kind}` : kind }))
  }
  return parts.join(' · ')
}
