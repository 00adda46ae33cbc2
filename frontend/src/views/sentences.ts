import type { Figure, ViewArrays } from '../api/types'
import type { Lang } from '../base/words'
import { drawingSentences } from './drawing/sentences'
import { attentionSentences } from './attention/sentences'
import { boxesSentences } from './boxes/sentences'
import { cloudSentences } from './cloud/sentences'
import { fieldSentences } from './field/sentences'
import { liveNumbers } from './formula/formula'
import { imagesSentences } from './images/sentences'
import { networkSentences } from './network/sentences'
import { plotSentences } from './plot/sentences'
import { readingSentences } from './reading/sentences'
import { reliefSentences } from './relief/sentences'
import { tableSentences } from './table/sentences'
import { tokensSentences } from './tokens/sentences'
import { treeSentences } from './tree/sentences'

/** What a picture shows at the moment, in sentences, for those who cannot see it. */
export function sentences(figure: Figure, arrays: ViewArrays, lang: Lang): string[] {
  switch (figure.kind) {
    case 'plotly':
      return plotSentences(figure, arrays, lang)
    case 'curves':
      return []
    case 'reading':
      return readingSentences(figure, arrays, lang)
    case 'relief':
      return reliefSentences(figure, arrays, lang)
    case 'field':
      return fieldSentences(figure, arrays, lang)
    case 'network':
      return networkSentences(figure, arrays, lang)
    case 'images':
      return imagesSentences(figure, arrays, lang)
    case 'drawing':
      return drawingSentences(figure, arrays, lang)
    case 'boxes':
      return boxesSentences(figure, arrays, lang)
    case 'table':
      return tableSentences(figure, arrays, lang)
    case 'attention':
      return attentionSentences(figure, arrays, lang)
    case 'tokens':
      return tokensSentences(figure, arrays, lang)
    case 'tree':
      return treeSentences(figure, arrays, lang)
    case 'cloud':
      return cloudSentences(figure, arrays, lang)
    case 'formula':
      return [...liveNumbers(arrays, figure.digits)].map(([name, text]) => `${name} = ${text}`)
  }
}
