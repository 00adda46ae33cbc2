import type { Text } from '../../api/types'

/** What a picture that is read says: not among the words of the first page, which few labs need. */
export const said = {
  camera: { en: 'Read the camera', zh: '识别摄像头画面' },
  camera_off: { en: 'Stop the camera', zh: '关闭摄像头' },
  heat: { en: 'Where it looked', zh: '它看了哪里' },
  look: { en: 'Where does it look for {name}?', zh: '它凭哪里认为是 {name}？' },
  rate: { en: '{n} a second', zh: '每秒 {n} 次' },
  list: { en: 'Most probable classes', zh: '最可能的类别' },
  line: { en: '{name}: {share}', zh: '{name}：{share}' },
} satisfies { [name: string]: Text }
