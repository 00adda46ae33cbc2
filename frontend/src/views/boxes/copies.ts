import { filled, type Lang } from '../../base/words'
import type { Box, Scene } from './boxes'
import { said } from './words'

/** The same picture so many times, each with the boxes that are drawn on it. */
export const copiesOf = (scene: Scene, count: number): Scene[] =>
  Array.from({ length: count }, (_, copy) => ({
    ...scene,
    boxes: scene.boxes.filter((box) => box.copy === copy),
  }))

/** How many of so many pictures stand in a row, so that they are as large as they can be; `title` is the height above each. */
export function acrossOf(count: number, aspect: number, wide: number, tall: number, title: number): number {
  const width = (across: number): number =>
    Math.min(wide / across, aspect * (tall / Math.ceil(count / across) - title))
  const choices = Array.from({ length: Math.max(1, count) }, (_, less) => less + 1)
  const even = choices.filter((across) => count % across === 0)
  return even.reduce((best, across) => (width(across) > width(best) ? across : best), 1)
}

/** How many boxes are left, and how many real objects nothing has found. */
export function countOf(boxes: readonly Box[], lang: Lang): string {
  const missed = boxes.filter(({ state }) => state === 'missed').length
  const drawn = boxes.filter(({ state }) => state !== 'gone' && state !== 'real').length
  const n = drawn - missed
  const left = n === 1 ? said.one[lang] : filled(said.left[lang], { n })
  return missed > 0 ? filled(said.lacking[lang], { boxes: left, n: missed }) : left
}
