import type { DrawingFigure, ViewArrays } from '../../api/types'
import { quantity } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { readingOf } from './drawing'
import { said } from './words'

/** The classes that are most probable, with their shares. */
const MOST = 3

export function drawingSentences(figure: DrawingFigure, arrays: ViewArrays, lang: Lang): string[] {
  const { probabilities } = readingOf(figure, arrays)
  return probabilities
    .map((share, place) => ({ share, name: figure.classes[place]?.[lang] ?? String(place) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST)
    .map(({ share, name }) => filled(said.reads[lang], { name, share: quantity(share, true) }))
}
