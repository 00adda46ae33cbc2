import { unpack } from '../../api/arrays'
import type { Packed } from '../../api/types'
import { loweredNumber } from '../../base/numbers'
import { BOTTOM, type View } from '../camera'
import { acrossOf, ticksOf, upOf, type Block } from './scale'

/** Where the words of the axes stand around a block: never on each other, on a chip, or off the picture. */

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Label extends Box {
  text: string
  title: boolean
  /** Middle of the text. */
  x: number
  y: number
}

/** From the edge of the block to the middle of its numbers and of its name, in letters. */
const NUMBER_OFF = 1.15
const NAME_OFF = 2.6
const NARROW = 0.56

/** About how wide a text is: Chinese is square, the rest narrow. */
export function widthOf(text: string, size: number): number {
  let letters = 0
  for (const letter of text) letters += letter > '\u2e80' ? 1 : NARROW
  return letters * size
}

/** What an axis is called, with the number of a frame for its index. */
export function axisTitle(title: string, index: Packed | undefined): string {
  return title.replace('_{index}', index ? loweredNumber(unpack(index)[0] ?? NaN) : '')
}

/** Both axes' names and numbers along the front edges, those that have room; `size` is that of a letter. */
export function axisLabels(
  view: View,
  block: Block,
  titles: { x: string; y: string },
  size: number,
  taken: readonly Box[],
): Label[] {
  const front = view.eye[1] < 0 ? -1 : 1
  const side = view.eye[0] < 0 ? -1 : 1
  const along = {
    x: (share: number) => view.place(share, front, BOTTOM),
    y: (share: number) => view.place(side, share, BOTTOM),
  }
  const middle = view.place(0, 0, BOTTOM)
  const wanted: Label[] = []
  for (const axis of ['x', 'y'] as const) {
    const place = along[axis]
    const [from, to, half] = [place(-1), place(1), place(0)]
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    if (length < 6 * size) continue // seen from its end
    // Away from the block, at right angles to the edge.
    const turn = (to.x - from.x) * (half.y - middle.y) - (to.y - from.y) * (half.x - middle.x) > 0 ? 1 : -1
    const out = { x: (-turn * (to.y - from.y)) / length, y: (turn * (to.x - from.x)) / length }
    const label = (text: string, at: { x: number; y: number }, off: number, title: boolean): void => {
      const width = widthOf(text, size)
      // A wide text starts farther out where the edge is steep.
      const away = off * size + Math.abs(out.x) * Math.max(0, width / 2 - size / 2)
      const x = at.x + out.x * away
      const y = at.y + out.y * away
      wanted.push({ text, title, x, y, width, height: size, left: x - width / 2, top: y - size / 2 })
    }
    label(titles[axis], half, NAME_OFF, true)
    const [low, high] = axis === 'x' ? [block.left, block.right] : [block.low, block.high]
    for (const { value, text } of ticksOf(low, high, Math.max(2, Math.floor(length / (5 * size))))) {
      label(text, place(axis === 'x' ? acrossOf(block, value) : upOf(block, value)), NUMBER_OFF, false)
    }
  }
  return placed(wanted, taken, view)
}

/** The labels that have room, in their order: each keeps clear of the earlier ones and stays on the picture. */
export function placed(
  wanted: readonly Label[],
  taken: readonly Box[],
  { width, height }: { width: number; height: number },
): Label[] {
  const kept: Label[] = []
  for (const label of [...wanted].sort((a, b) => Number(b.title) - Number(a.title))) {
    const within =
      label.left >= 2 &&
      label.top >= 2 &&
      label.left + label.width <= width - 2 &&
      label.top + label.height <= height - 2
    if (within && ![...taken, ...kept].some((box) => meet(label, box))) kept.push(label)
  }
  return kept
}

const GAP = 4

export const meet = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width + GAP &&
  b.left < a.left + a.width + GAP &&
  a.top < b.top + b.height + GAP / 2 &&
  b.top < a.top + a.height + GAP / 2
