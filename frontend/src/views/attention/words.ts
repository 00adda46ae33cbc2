import type { Text } from '../../api/types'

/** What attention maps say: not among the words of the first page, which few labs need. */
export const said = {
  note: {
    en: 'Rows are {rows}, columns {columns}. Each row sums to 1.',
    zh: '行是{rows}，列是{columns}。每行之和为 1。',
  },
  astray: {
    en: 'Rows are {rows}, columns {columns}. Here not every row sums to 1.',
    zh: '行是{rows}，列是{columns}。这里并非每行之和都为 1。',
  },
  plain: { en: 'Rows are {rows}, columns {columns}.', zh: '行是{rows}，列是{columns}。' },
  row: { en: '{row} → {cells}', zh: '{row} → {cells}' },
  cell: { en: '{column} {weight}', zh: '{column} {weight}' },
  sum: { en: 'sum {sum}', zh: '和 {sum}' },
  forced: { en: 'forced', zh: '已强制' },
  point: { en: 'Point at a row.', zh: '指向一行。' },
  force: { en: 'Click a cell to force it.', zh: '点击单元格可强制它。' },
  open: { en: 'Click a map to open it.', zh: '点击一幅图将其打开。' },
  back: { en: 'All maps', zh: '全部' },
  map: { en: 'Map {n}', zh: '图 {n}' },
  opens: { en: '{name}: open this map', zh: '{name}：打开此图' },
  keys: {
    en: 'Up and down arrows go along the rows, left and right along the cells; Enter clicks, Escape goes back.',
    zh: '上下方向键切换行，左右方向键切换单元格；回车键点击，Esc 键返回。',
  },
  none: { en: 'No attention yet.', zh: '尚无注意力。' },
  size: { en: '{n} maps of {rows} rows and {columns} columns', zh: '{n} 幅图，每幅 {rows} 行 {columns} 列' },
} satisfies { [name: string]: Text }
