import type { BoxesFigure, ViewArrays } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { fateOf, nameOf, sceneOf, type Box } from './boxes'
import { countOf } from './copies'
import { pointsOf, pointSentences } from './points'
import { said } from './words'

const MOST = 12

/** How many boxes there are, and of the first where each lies and what became of it. */
export function boxesSentences(figure: BoxesFigure, arrays: ViewArrays, lang: Lang): string[] {
  const boxes = sceneOf(arrays)?.boxes ?? []
  const points = pointSentences(figure, pointsOf(arrays), lang)
  if (boxes.length === 0) return points.length > 0 ? points : [said.none[lang]]
  if (figure.copies.length > 0)
    return boxes.length > 0 ? copySentences(figure, boxes, lang) : [said.none[lang]]
  const kept = boxes.filter(({ state }) => state === 'kept' || state === 'keeper').length
  const gone = boxes.filter(({ state }) => state === 'gone').length
  const rows = boxes.slice(0, MOST).map((box) => {
    const [left, top, right, bottom] = box.corners.map((side) => formatNumber(side))
    const name = nameOf(box, figure, lang)
    const place = { name, left: left ?? '', top: top ?? '', right: right ?? '', bottom: bottom ?? '' }
    return `${filled(said.place[lang], place)}; ${fateOf(box, lang)}`
  })
  return [filled(said.count[lang], { n: boxes.length, kept, gone }), ...rows, ...points]
}

/** Of pictures side by side: how many boxes each has, and how many objects nothing has found. */
function copySentences(figure: BoxesFigure, boxes: readonly Box[], lang: Lang): string[] {
  return figure.copies.map(
    (name, copy) =>
      `${name[lang]}: ${countOf(
        boxes.filter((box) => box.copy === copy),
        lang,
      )}`,
  )
}
