import type { Text } from '../../api/types'

/** What pictures with boxes say: not among the words of the first page, which few labs need. */
export const said = {
  by: { en: 'by #{by}, IoU {overlap}', zh: '被 #{by} 抑制，交并比 {overlap}' },
  more: { en: 'and {n} more', zh: '另有 {n} 个' },
  keeper: { en: 'now compared', zh: '正在比较' },
  kept: { en: 'kept', zh: '保留' },
  waits: { en: 'waits', zh: '等待' },
  gone: { en: 'dropped', zh: '去除' },
  real: { en: 'object', zh: '真实物体' },
  missed: { en: 'missed', zh: '漏检' },
  one: { en: '1 box', zh: '1 个框' },
  left: { en: '{n} boxes', zh: '{n} 个框' },
  lacking: { en: '{boxes}, {n} missed', zh: '{boxes}，漏检 {n} 个' },
  lost: { en: 'no place', zh: '没有位置' },
  cells: {
    en: 'Grid: row {row}, column {column} is chosen; arrow keys move on.',
    zh: '网格：已选第 {row} 行第 {column} 列；方向键移动。',
  },
  list: { en: 'Boxes, the surest first', zh: '各框，置信度高者在前' },
  none: { en: 'No box.', zh: '没有框。' },
  drag: {
    en: 'Box {n}: arrow keys move it, with Shift ten times as far; with Alt they move its lower right corner.',
    zh: '框 {n}：方向键移动，按住 Shift 移动十倍；按住 Alt 移动右下角。',
  },
  count: { en: '{n} boxes: {kept} kept, {gone} dropped', zh: '{n} 个框：保留 {kept} 个，去除 {gone} 个' },
  points: {
    en: '{found} points are predicted, {aims} are there',
    zh: '预测了 {found} 个点，真实有 {aims} 个',
  },
  off: { en: '{name}: {off} pixels off', zh: '{name}：偏离 {off} 像素' },
  place: {
    en: '{name} from ({left}, {top}) to ({right}, {bottom})',
    zh: '{name}：({left}, {top}) 到 ({right}, {bottom})',
  },
} satisfies { [name: string]: Text }
