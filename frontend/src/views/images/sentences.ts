import { rangeOf, unpack } from '../../api/arrays'
import type { ImagesFigure, ViewArrays } from '../../api/types'
import { formatNumber } from '../../base/numbers'
import { phrase, type Lang } from '../../base/words'

/** How many pictures there are, and how large; of tiles what they hold. */
export function imagesSentences(figure: ImagesFigure, arrays: ViewArrays, lang: Lang): string[] {
  if (figure.tiles.length > 0)
    return figure.tiles.flatMap(({ uid, title }) => {
      const packed = arrays[uid]
      if (!packed) return []
      const values = unpack(packed)
      const { low, high } = rangeOf(values)
      const name = `${title[lang]} (${packed.shape?.split(',').join('×')})`
      const ends = {
        low: formatNumber(low),
        high: formatNumber(high),
        last: formatNumber(values.at(-1) ?? 0),
      }
      return [phrase('summary_line', lang, { name, n: values.length, ...ends })]
    })
  const [n = 0, rows = 0, columns = 0] = arrays['images']?.shape?.split(',') ?? []
  return [phrase('summary_images', lang, { n, rows, columns })]
}
