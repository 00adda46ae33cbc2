import type { Text } from '../api/types'

/** What is said of models that are kept: English, 简体中文. They come with what shows them, not with the page. */
export const said = {
  keep: { en: 'Keep the model', zh: '保存模型' },
  keep_about: {
    en: 'What this run has trained so far, under a name: it outlives the run and can be asked, downloaded, deleted.',
    zh: '以一个名称保存此运行目前训练的结果：它不随运行消失，可供调用、下载和删除。',
  },
  name: { en: 'Name', zh: '名称' },
  kept: { en: '{name} is kept, as it was at step {step}.', zh: '已保存 {name}，取自第 {step} 步。' },
  choose: { en: 'Choose one', zh: '请选择' },
  option: { en: '{name} · {lab}, step {step}', zh: '{name} · {lab}，第 {step} 步' },
  none: {
    en: 'You have kept no model that reads pictures yet: train one, then keep it in its tab “API”.',
    zh: '尚未保存读取图片的模型：先训练一个，再在其“API”标签中保存。',
  },
  models: { en: 'Models', zh: '模型' },
  download: { en: 'Weights', zh: '权重' },
  about: {
    en: '{lab}, step {step} · {parameters} parameters',
    zh: '{lab}，第 {step} 步 · {parameters} 个参数',
  },
} satisfies { [name: string]: Text }
