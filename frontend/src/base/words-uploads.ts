import type { Upload } from '../api/types'
import { language } from './language.svelte'
import { filled, type Values } from './words'

/** What is said of files that somebody sends: English, 简体中文. They come with what shows them, not with the page. */
export const uploadWords = {
  table: ['Choose a CSV file', '选择 CSV 文件'],
  table_hint: [
    'A header line with column names, then rows. Numbers; one column may hold up to 10 different words.',
    '首行为列名，其后为数据行。内容为数值；可有一列使用至多 10 种不同的词。',
  ],
  vectors: ['Choose a file of vectors', '选择向量文件'],
  vectors_hint: [
    'Text as GloVe or word2vec write it: a word and its 3 to 300 numbers on a line, up to 50,000 words, 20 MiB.',
    'GloVe 或 word2vec 的文本格式：每行一个词及其 3 到 300 个数，最多 50,000 个词、20 MiB。',
  ],
  text: ['Choose a text file', '选择文本文件'],
  text_hint: [
    'UTF-8 text in any language, from 20 words to 2 MiB.',
    '任何语言的 UTF-8 文本，从 20 个词到 2 MiB。',
  ],
  pairs: ['Choose a file of pairs', '选择句对文件'],
  pairs_hint: [
    'UTF-8 text: a sentence, a tab, its translation on each line; up to 200,000 lines, 16 MiB.',
    'UTF-8 文本：每行一个句子、一个制表符、一个译文；最多 200,000 行、16 MiB。',
  ],
  of_pairs: ['{n} pairs of sentences', '{n} 个句对'],
  of_table: ['{rows} rows: {columns}', '{rows} 行：{columns}'],
  of_image: ['{width} × {height} pixels', '{width} × {height} 像素'],
  of_pictures: ['{n} pictures: {classes}', '{n} 张图片：{classes}'],
  of_vectors: ['{words} words with {width} numbers each', '{words} 个词，每个 {width} 维'],
  of_text: ['a text of about {words} words', '约 {words} 个词的文本'],
} as const satisfies Record<string, readonly [en: string, zh: string]>

/** A text in the language of the page. */
export const upload = (word: keyof typeof uploadWords, values: Values = {}): string =>
  filled(uploadWords[word][language.current === 'zh' ? 1 : 0], values)

/** What there is in an upload, in words. */
export function contents(sent: Upload): string {
  switch (sent.kind) {
    case 'table':
      return upload('of_table', { rows: sent.rows, columns: sent.columns.join(', ') })
    case 'image':
      return upload('of_image', { width: sent.width, height: sent.height })
    case 'pictures': {
      const n = sent.counts.reduce((sum, count) => sum + count, 0)
      return upload('of_pictures', { n, classes: sent.classes.join(', ') })
    }
    case 'vectors':
      return upload('of_vectors', { words: sent.words, width: sent.width })
    case 'text':
      return upload('of_text', { words: sent.words })
    case 'pairs':
      return upload('of_pairs', { n: sent.pairs })
  }
}
