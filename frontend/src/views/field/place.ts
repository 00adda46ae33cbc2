import type { FieldFigure } from '../../api/types'
import { say, t } from '../../base/language.svelte'
import { formatNumber, measuredNumber, quantity } from '../../base/numbers'
import type { PixelAxes } from '../gestures'
import { byteAt, valueOf, type FieldMap, type FieldPoints } from './field'

interface Seen {
  figure: FieldFigure
  axes: PixelAxes
  side: number
  map: FieldMap | null
  /** What a unit is called whose values the map shows. */
  unit: string | null
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
    const said = answerInWords(seen, map, byteAt(figure, map, px, py, side))
    if (said) parts.push(said)
  }
  if (index !== null) {
    const label = figure.classes[points.label[index] ?? -1]
    const kind = t(points.held[index] === 1 ? 'field_held' : 'field_training')
    parts.push(t('field_point', { n: index + 1, name: label ? `${say(label)}, ${kind}` : kind }))
  }
  return parts.join(' · ')
}

/** What a byte of the map says: of a unit its value, of two classes how probable the second is, of several which. */
function answerInWords({ figure, unit }: Seen, { range }: FieldMap, byte: number): string {
  if (unit !== null) {
    if (range) return t('field_unit', { unit, value: measuredNumber(valueOf(byte, range)) })
    return `${unit} ${byte > 127 ? '> 0' : '< 0'}`
  }
  const { scale, classes, low, high } = figure
  if (scale === 'classes') return classes[byte] ? say(classes[byte]) : ''
  const [first, second] = classes
  if (!first || !second) return t('field_value', { value: short(valueOf(byte, range ?? [low, high])) })
  if (!range) return say(byte > 127 ? second : first)
  return t('field_probability', { name: say(second), value: quantity(valueOf(byte, range), true) })
}
