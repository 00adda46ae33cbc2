import { rangeOf } from '../../api/arrays'
import type { NetworkFigure, ViewArrays } from '../../api/types'
import { phrase, type Lang } from '../../base/words'
import { measuredNumber } from '../../base/numbers'
import { readNet } from './network'

/** The size of every layer, the range of its weights, and how many units no longer learn. */
export function networkSentences(figure: NetworkFigure, arrays: ViewArrays, lang: Lang): string[] {
  const net = readNet(figure, arrays)
  const lines = [
    phrase('summary_layers', lang, { units: figure.layers.map(({ units }) => units.length).join('–') }),
  ]
  net.weights.forEach((weights, index) => {
    const { low, high } = rangeOf(weights)
    if (!Number.isFinite(low)) return
    lines.push(
      phrase('summary_weights', lang, {
        layer: figure.layers[index + 1]?.title[lang] ?? index + 1,
        n: weights.length,
        low: measuredNumber(low),
        high: measuredNumber(high),
      }),
    )
  })
  const states = Array.from(net.states)
  const dead = states.filter((state) => state === 1).length
  const saturated = states.filter((state) => state === 2).length
  if (dead > 0) lines.push(phrase('summary_dead', lang, { n: dead }))
  if (saturated > 0) lines.push(phrase('summary_saturated', lang, { n: saturated }))
  return lines
}
