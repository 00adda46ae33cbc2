import type { AttentionFigure, ViewArrays } from '../../api/types'
import { filled, type Lang } from '../../base/words'
import { noteOf, rowSentence, sceneOf, titleOf } from './attention'
import { said } from './words'

const MOST_ROWS = 12

/** How to read the map, and what each query takes; of several maps how many there are, and what the first holds. */
export function attentionSentences(figure: AttentionFigure, arrays: ViewArrays, lang: Lang): string[] {
  const scene = sceneOf(arrays)
  if (!scene) return [said.none[lang]]
  const rows = Array.from({ length: Math.min(scene.T, MOST_ROWS) }, (_, row) =>
    rowSentence(scene, 0, row, figure.digits, lang, 3, figure.sums),
  )
  const several =
    scene.maps > 1
      ? [
          filled(said.size[lang], { n: scene.maps, rows: scene.T, columns: scene.S }),
          `${titleOf(figure, 0, lang)}:`,
        ]
      : []
  return [
    filled(noteOf(scene, figure.sums)[lang], { rows: figure.rows[lang], columns: figure.columns[lang] }),
    ...several,
    ...rows,
  ]
}
