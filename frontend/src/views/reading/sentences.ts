import type { ReadingFigure, ViewArrays } from '../../api/types'
import { quantity } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { stillOf } from './reading'
import { said } from './words'

/** The most probable classes, by name where the figure has the names. */
export function readingSentences(figure: ReadingFigure, arrays: ViewArrays, lang: Lang): string[] {
  return (stillOf(arrays, figure.most)?.found ?? []).map(({ index, share }) =>
    filled(said.line[lang], {
      name: figure.classes[index]?.[lang] ?? `#${index}`,
      share: quantity(share, true),
    }),
  )
}
