import type { FieldFigure, ViewArrays } from '../../api/types'
import { phrase, type Lang } from '../../base/words'
import { fieldPoints } from './field'

/** How many points there are, and of which class. */
export function fieldSentences(figure: FieldFigure, arrays: ViewArrays, lang: Lang): string[] {
  const points = fieldPoints(arrays)
  if (points.y.length === 0) return []
  const held = Array.from(points.held).filter((flag) => flag === 1).length
  const counts = figure.classes.map((name, index) => {
    const n = Array.from(points.label).filter((label) => label === index).length
    return `${name[lang]} ${n}`
  })
  return [phrase('summary_points', lang, { n: points.y.length - held, held, classes: counts.join(', ') })]
}
