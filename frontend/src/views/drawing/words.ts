import type { Text } from '../../api/types'

/** What the sheet says: not among the words of the first page. */
export const said = {
  clear: { en: 'Clear', zh: '清空' },
  hint: {
    en: 'Draw here. With keys: arrows move the pen, Space puts it down and lifts it.',
    zh: '在此绘制。用键盘：方向键移动画笔，空格落笔或抬笔。',
  },
  invite: { en: 'Draw here', zh: '在这里画' },
  reads: { en: 'It reads {name}: {share}.', zh: '读作 {name}：{share}。' },
} satisfies { [name: string]: Text }
