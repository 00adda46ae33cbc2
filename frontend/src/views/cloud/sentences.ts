import { unpack } from '../../api/arrays'
import type { CloudFigure, ViewArrays } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { linesOf } from '../lines'
import { shapeOf } from '../maps'
import { said } from './words'

const MOST = 12

/** How many points, where the named ones lie, and from where to where arrows lead. */
export function cloudSentences(figure: CloudFigure, arrays: ViewArrays, lang: Lang): string[] {
  const packed = arrays['points']
  if (!packed) return [said.none[lang]]
  const [n = 0, k = 2] = shapeOf(packed)
  const points = unpack(packed)
  const names = linesOf(arrays['text'])
  const placeIn = (values: ArrayLike<number>, index: number): string =>
    `(${Array.from({ length: k }, (_, axis) => formatNumber(values[index * k + axis] ?? NaN)).join(', ')})`
  const told = [filled(said.count[lang], { n })]
  for (const index of arrays['named'] ? [...unpack(arrays['named'])].slice(0, MOST) : [])
    told.push(filled(said.named[lang], { name: names[index] ?? '', place: placeIn(points, index) }))
  const ends = arrays['arrows'] ? unpack(arrays['arrows']) : new Float32Array()
  for (let a = 0; a < Math.min(MOST, ends.length / (2 * k)); a++) {
    const name = figure.arrows[Math.min(a, figure.arrows.length - 1)]?.name[lang] ?? ''
    told.push(filled(said.arrow[lang], { name, from: placeIn(ends, 2 * a), to: placeIn(ends, 2 * a + 1) }))
  }
  if (figure.landing && arrays['landing'])
    told.push(
      filled(said.landing[lang], {
        name: figure.landing[lang],
        place: placeIn(unpack(arrays['landing']), 0),
      }),
    )
  return told
}
