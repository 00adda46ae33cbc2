import type { Text } from '../../api/types'

/** What trees say: not among the words of the first page, which few labs need. */
export const said = {
  none: { en: 'Nothing is searched yet.', zh: '尚未搜索。' },
  point: {
    en: 'Point at a word, or go through the tree with the arrow keys.',
    zh: '指向一个词，或用方向键在树中移动。',
  },
  node: {
    en: '{said}: P {p}, sum of log P {total}, {fate}',
    zh: '{said}：P {p}，log P 之和 {total}，{fate}',
  },
  fates: [
    { en: 'dropped', zh: '舍弃' },
    { en: 'kept', zh: '保留' },
    { en: 'finished', zh: '已结束' },
  ],
  step: { en: 'step {t}', zh: '第 {t} 步' },
  more: { en: '+{n} dropped', zh: '另舍弃 {n} 个' },
  finished: { en: 'Finished', zh: '已结束的假设' },
  still: { en: 'None has finished yet.', zh: '还没有假设结束。' },
  score: { en: 'score', zh: '得分' },
  length: { en: 'T', zh: 'T' },
  sum: { en: 'Σ log P', zh: 'Σ log P' },
  product: { en: 'Π P', zh: 'Π P' },
  best: { en: 'best', zh: '最佳' },
  greedy: { en: 'greedy', zh: '贪心' },
  both: { en: 'best, greedy too', zh: '最佳，也是贪心' },
  ended: {
    en: '{text}: {T} tokens, sum of log P {total}, score {score}',
    zh: '{text}：{T} 个词元，log P 之和 {total}，得分 {score}',
  },
  grown: {
    en: '{n} words in {t} steps; {k} hypotheses finished',
    zh: '{t} 步中共 {n} 个词；{k} 个假设已结束',
  },
} satisfies { [name: string]: Text | Text[] }
