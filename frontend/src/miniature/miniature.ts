import type { Figure, ViewArrays } from '../api/types'
import { paintField } from './field'
import { paintImages } from './images'
import { paintNetwork } from './network'
import type { Easel } from './picture'
import { paintPlot } from './plot'

/**
 * Draws a view small, from its figure and a frame's arrays: shapes and colours, no words. False, with nothing drawn, for
 * kinds that say nothing at this size and for frames that lack the view. Later, where few labs need the code for it.
 */
export function paintMiniature(easel: Easel, figure: Figure, arrays: ViewArrays): boolean | Promise<boolean> {
  const { context, width, height } = easel
  context.clearRect(0, 0, width, height)
  switch (figure.kind) {
    case 'field':
      return paintField(easel, figure, arrays)
    case 'plotly':
      return paintPlot(easel, figure, arrays)
    case 'relief':
      return import('./relief').then(({ paintRelief }) => paintRelief(easel, figure, arrays))
    case 'network':
      return paintNetwork(easel, figure, arrays)
    case 'images':
      if (figure.tiles.length === 0) return paintImages(easel, figure, arrays)
      return import('./tiles').then(({ paintTiles }) => paintTiles(easel, figure, arrays))
    case 'reading':
      return import('./reading').then(({ paintReading }) => paintReading(easel, figure, arrays))
    case 'drawing':
      return import('./drawing').then(({ paintDrawing }) => paintDrawing(easel, figure, arrays))
    case 'boxes':
      return import('./boxes').then(({ paintBoxes }) => paintBoxes(easel, figure, arrays))
    case 'attention':
      return import('./attention').then(({ paintAttention }) => paintAttention(easel, figure, arrays))
    case 'tokens':
      return import('./tokens').then(({ paintTokens }) => paintTokens(easel, figure, arrays))
    case 'tree':
      return import('./tree').then(({ paintTree }) => paintTree(easel, arrays))
    case 'cloud':
      return import('./cloud').then(({ paintCloud }) => paintCloud(easel, figure, arrays))
    case 'curves':
    case 'table':
    case 'formula':
      return false
    default:
      return unknown(figure)
  }
}

/** Never called: a kind without its case above does not pass the type check. */
const unknown = (kind: never): boolean => kind
