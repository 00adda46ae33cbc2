import type { Text } from '../../api/types'

/** What coloured tokens say: not among the words of the first page, which few labs need. */
export const said = {
  token: { en: '{token}: {value}', zh: '{token}：{value}' },
  bare: { en: '{token}: no value', zh: '{token}：无数值' },
  point: { en: 'Point at a token.', zh: '指向一个词元。' },
  click: { en: 'Click a token.', zh: '点击一个词元。' },
  none: { en: 'No tokens yet.', zh: '尚无词元。' },
  line: { en: '{name}: {tokens}', zh: '{name}：{tokens}' },
  number: { en: 'line {n}', zh: '第 {n} 行' },
} satisfies { [name: string]: Text }
