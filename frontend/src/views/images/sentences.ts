import type { ViewArrays } from '../../api/types'
import { phrase, type Lang } from '../../base/words'

/** How many pictures there are, and how large. */
export function imagesSentences(arrays: ViewArrays, lang: Lang): string[] {
  const [n = 0, rows = 0, columns = 0] = arrays['images']?.shape?.split(',') ?? []
  return [phrase('summary_images', lang, { n, rows, columns })]
}
