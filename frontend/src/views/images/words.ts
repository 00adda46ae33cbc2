import type { Text } from '../../api/types'
import { MISSING } from '../../base/numbers'

/** What the views of windows say: not among the words of the first page, which few labs need. */
export const said = {
  keys: {
    en: 'Arrow keys move the window, with Shift ten times as far; N goes to the next output.',
    zh: '方向键移动窗口，按住 Shift 移动十倍；N 转到下一个输出。',
  },
  through: {
    en: 'Comma and full stop move it through the slices.',
    zh: '逗号和句号使窗口在切片之间移动。',
  },
  hint: {
    en: 'Point at a pixel of the output, or move the window with the arrow keys.',
    zh: '指向输出的一个像素，或用方向键移动窗口。',
  },
  none: { en: 'No window fits.', zh: '没有窗口放得下。' },
  place: { en: 'row {row}, column {column}', zh: '第 {row} 行第 {column} 列' },
  voxel: { en: 'slice {slice}, row {row}, column {column}', zh: '第 {slice} 片第 {row} 行第 {column} 列' },
  filling: { en: 'padding', zh: '填充' },
  slice: { en: 'slice {slice}', zh: '第 {slice} 片' },
  sum: { en: '{n} products, sum {sum}', zh: '{n} 个乘积，和为 {sum}' },
  largest: { en: 'largest of {n}: {sum}', zh: '{n} 个中的最大值：{sum}' },
  mean: { en: 'mean of {n}: {sum}', zh: '{n} 个的均值：{sum}' },
  bias: { en: '+ bias {bias} = {z}', zh: '+ 偏置 {bias} = {z}' },
  window: { en: 'window', zh: '窗口' },
  filter: { en: 'filter', zh: '卷积核' },
  turned: { en: 'filter, turned', zh: '卷积核 (已翻转)' },
  products: { en: 'products', zh: '乘积' },
  weight: { en: 'row {row}, column {column} of the filter', zh: '卷积核第 {row} 行第 {column} 列' },
  total: { en: 'sum', zh: '和' },
  max: { en: 'largest', zh: '最大' },
  average: { en: 'mean', zh: '均值' },
  plus: { en: 'bias', zh: '偏置' },
  red: { en: 'red', zh: '红' },
  green: { en: 'green', zh: '绿' },
  blue: { en: 'blue', zh: '蓝' },
  scale: { en: '{name}: colours from {low} to {high}', zh: '{name}：颜色从 {low} 到 {high}' },
  wipe: { en: 'Arrow keys move the line between them.', zh: '方向键移动两幅图之间的分界线。' },
  wiped: {
    en: 'left {left} %: {before}; right {right} %: {after}',
    zh: '左侧 {left}%：{before}；右侧 {right}%：{after}',
  },
  tile: {
    en: '{name}: {rows} by {columns}, from {low} to {high}',
    zh: '{name}：{rows}×{columns}，从 {low} 到 {high}',
  },
} satisfies { [name: string]: Text }

/** A text with its numbers put in. */
export const filled = (text: string, values: { [name: string]: string | number }): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** A number that has to fit into a cell: few digits, the real minus. */
export function compactNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? MISSING : value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  const whole = Math.round(value) === value
  const text =
    whole && size < 1e5 ? String(size) : size >= 10 ** (digits - 1) ? size.toFixed(0) : trimmed(size, digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

function trimmed(size: number, digits: number): string {
  const before = size >= 1 ? Math.floor(Math.log10(size)) + 1 : 1
  const text = size.toFixed(Math.max(0, digits - before))
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
