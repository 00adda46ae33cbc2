import type { Asset } from '../api/types'
import { language, say } from './language.svelte'
import { filled, type Values } from './words'

/** What is said of data and models that can be fetched: English, 简体中文. They come with the list, not with the page. */
export const assetWords = {
  data: ['Data and models', '数据与模型'],
  back: ['Runs and uploads', '运行与上传'],
  about: [
    'Real data sets and trained networks, fetched once and kept in the data directory of this server. Each file is checked before it is used.',
    '真实的数据集和训练好的网络，只需获取一次，保存在服务器的数据目录中。每个文件使用前都会校验。',
  ],
  others: [
    'Only the owner of this server can fetch them: lossland get NAME on its machine.',
    '只有服务器的所有者可以获取：在其机器上运行 lossland get NAME。',
  ],
  get: ['Get', '获取'],
  cancel: ['Cancel', '取消'],
  remove: ['Remove', '移除'],
  remove_really: ['Really remove', '确认移除'],
  here: ['here', '已获取'],
  fetching: ['fetching', '获取中'],
  absent: ['not here', '未获取'],
  failed: ['failed', '获取失败'],
  at_most: ['at most {size}', '至多 {size}'],
  so_far: ['{done} so far', '已获取 {done}'],
  of: ['{done} of {size}', '{done} / {size}'],
  needs: [' (download)', '（需下载）'],
  cost: ['{name}: {size}, {licence}, {state}.', '{name}：{size}，{licence}，{state}。'],
  ask: ['Ask the owner of this server:', '请服务器的所有者运行：'],
  is_here: ['{name} is here.', '{name}已获取。'],
  is_removed: ['{name} was removed.', '{name}已移除。'],
  is_cancelled: ['{name}: cancelled.', '{name}：已取消。'],
} satisfies Record<string, readonly [string, string]>

export type AssetWord = keyof typeof assetWords

export const asset = (word: AssetWord, values: Values = {}): string =>
  filled(assetWords[word][language.current === 'zh' ? 1 : 0], values)

const UNITS = ['B', 'kB', 'MB', 'GB']

/** A size as people read it: decimal units, as disks and publishers count. */
export function inBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1)
  const size = bytes / 1000 ** power
  return `${size.toFixed(power > 0 && size < 9.95 ? 1 : 0)} ${UNITS[power] ?? ''}`
}

/** The size of all its files, as far as it is known. */
export function sizeOf(one: Asset): string {
  if (one.size !== null) return inBytes(one.size)
  return one.state === 'here' ? inBytes(one.bytes) : asset('at_most', { size: inBytes(one.limit) })
}

/** How far its fetching is. */
export function farOf(one: Asset): string {
  const done = inBytes(one.bytes)
  return one.size === null ? asset('so_far', { done }) : asset('of', { done, size: sizeOf(one) })
}

/** What it costs to have it, and how it stands. */
export const costOf = (one: Asset): Values => ({
  size: sizeOf(one),
  licence: say(one.licence),
  state: asset(one.state),
})
