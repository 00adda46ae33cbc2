import type { Text } from '../../api/types'

/** What the control for a picture says. */
export const said = {
  camera: { en: 'Camera', zh: '摄像头' },
  camera_none: {
    en: 'No camera can be used: {detail}',
    zh: '无法使用摄像头：{detail}',
  },
  camera_secure: {
    en: 'A browser gives its camera to this machine and to https addresses alone.',
    zh: '浏览器只向本机和 https 地址开放摄像头。',
  },
  choose: { en: 'Choose', zh: '选择' },
  choose_title: { en: 'Choose a picture', zh: '选择图片' },
  clear: { en: 'Clear', zh: '清空' },
  draw: { en: 'Draw', zh: '手绘' },
  draw_hint: {
    en: 'Draw with mouse, finger or pen. With keys: arrows move the pen, Space puts it down and lifts it.',
    zh: '用鼠标、手指或触控笔绘制。用键盘：方向键移动画笔，空格落笔或抬笔。',
  },
  drawing: { en: 'Drawing', zh: '手绘图' },
  drawn: { en: 'Drawing area', zh: '绘图区' },
  drop: {
    en: 'Or drop a picture here, or point here and paste it.',
    zh: '也可将图片拖放到此处，或把指针移到此处再粘贴。',
  },
  file: { en: 'File', zh: '文件' },
  no_picture: {
    en: 'There is no picture in it: PNG, JPEG or WebP is expected.',
    zh: '其中没有图片：应为 PNG、JPEG 或 WebP。',
  },
  own: { en: 'Your own', zh: '自己的' },
  pen: { en: 'Pen', zh: '笔宽' },
  shipped: { en: 'Shipped', zh: '自带' },
  shot: { en: 'Camera picture', zh: '摄像头照片' },
  take: { en: 'Take the picture', zh: '拍照' },
  undo: { en: 'Undo', zh: '撤销' },
  use: { en: 'Use it', zh: '使用' },
  waiting: { en: 'The camera starts …', zh: '正在启动摄像头……' },
} satisfies { [name: string]: Text }
