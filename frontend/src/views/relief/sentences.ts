import { rangeOf } from '../../api/arrays'
import type { ReliefFigure, ViewArrays } from '../../api/types'
import { formatNumber, measuredNumber } from '../../base/numbers'
import { phrase, type Lang } from '../../base/words'
import { groundOf, isLog, valueOf } from './ground'
import { barrierOf, sceneOf } from './scene'

/** The range of the ground, where every ball is, and how high the way between the first two rises. */
export function reliefSentences(figure: ReliefFigure, arrays: ViewArrays, lang: Lang): string[] {
  const ground = groundOf(arrays)
  if (!ground) return []
  const log = isLog(arrays)
  const { low, high } = rangeOf(ground.heights.filter((height) => !Number.isNaN(height)))
  const { balls, slice } = sceneOf(figure, arrays, log)
  return [
    phrase('relief_range', lang, {
      name: figure.z[lang],
      low: measuredNumber(valueOf(low, log)),
      high: measuredNumber(valueOf(high, log)),
    }),
    ...balls.map((ball) =>
      phrase('relief_ball', lang, {
        name: figure.balls[ball.index]?.name[lang] ?? ball.mark,
        x: formatNumber(ball.x),
        y: formatNumber(ball.y),
        value: measuredNumber(valueOf(ball.height, log)),
      }),
    ),
    ...(slice.length > 0 && figure.straight
      ? [phrase('relief_barrier', lang, { name: figure.straight[lang], n: measuredNumber(barrierOf(slice)) })]
      : []),
  ]
}
