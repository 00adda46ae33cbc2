import type { Text } from '../../api/types'

/** What a cloud of points says: not among the words of the first page, which few labs need. */
export const said = {
  none: { en: 'No points yet.', zh: '尚无点。' },
  count: { en: '{n} points', zh: '{n} 个点' },
  named: { en: '{name} at {place}', zh: '{name} 位于 {place}' },
  arrow: { en: '{name}: from {from} to {to}', zh: '{name}：从 {from} 到 {to}' },
  landing: { en: '{name} at {place}', zh: '{name} 位于 {place}' },
  turn: {
    en: 'Drag to turn, Ctrl and the wheel to zoom, a double click to go back; point at a word.',
    zh: '拖动旋转，Ctrl 加滚轮缩放，双击复位；指向一个词。',
  },
  move: {
    en: 'Drag to move, Ctrl and the wheel to zoom, a double click to go back; point at a word.',
    zh: '拖动平移，Ctrl 加滚轮缩放，双击复位；指向一个词。',
  },
  picture: { en: 'cloud of points', zh: '点云' },
  keys: {
    en: 'Arrow keys turn, plus and minus zoom, 0 goes back.',
    zh: '方向键旋转，加减号缩放，0 复位。',
  },
} satisfies { [name: string]: Text }
