import type { Text } from '../../api/types'

/** What the control for classes of one's own says. */
export const said = {
  add: { en: 'Add a class', zh: '添加类别' },
  count: { en: '{n} pictures', zh: '{n} 张图片' },
  few: {
    en: 'Two classes or more with two pictures each are needed.',
    zh: '至少需要两个类别，每类至少两张图片。',
  },
  files: { en: 'Files', zh: '文件' },
  hold: { en: 'Hold to record', zh: '按住录制' },
  hint: {
    en: 'Hold the button, or Space on it: ten pictures a second. Or add files, or drop them on a class.',
    zh: '按住按钮 (或聚焦后按住空格) 每秒拍十张；也可添加文件，或拖放到某个类别上。',
  },
  name: { en: 'Name of class {n}', zh: '第 {n} 类的名称' },
  named: { en: 'Class {n}', zh: '类别 {n}' },
  names: {
    en: 'Every class needs a name, without a stroke and without a point at its beginning.',
    zh: '每个类别都需要名称，不含斜线，也不以点开头。',
  },
  own: { en: 'Your own: {classes}', zh: '自己的：{classes}' },
  remove: { en: 'Remove class {name}', zh: '删除类别 {name}' },
  remove_shot: { en: 'Remove picture {n} of {name}', zh: '删除 {name} 的第 {n} 张图片' },
  same: { en: 'Two classes have the same name.', zh: '有两个类别同名。' },
  teach: { en: 'Teach your own', zh: '教自己的类别' },
  title: { en: 'Your own classes', zh: '自己的类别' },
  use: { en: 'Use them', zh: '使用' },
  zip: { en: 'A zip', zh: 'zip 文件' },
} satisfies { [name: string]: Text }
