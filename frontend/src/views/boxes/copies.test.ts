import { expect, it } from 'vitest'
import type { BoxesFigure } from '../../api/types'
import { floats, packed } from '../fixture'
import { sceneOf } from './boxes'
import { acrossOf, copiesOf, countOf } from './copies'
import { labelled } from './labels'
import { boxesSentences } from './sentences'

const [none, greedy] = [
  { en: 'None', zh: '不抑制' },
  { en: 'Greedy', zh: '贪心' },
]
const figure: BoxesFigure = {
  kind: 'boxes',
  title: none,
  caption: none,
  alt: none,
  max_rate: 30,
  linked: null,
  classes: [],
  show: 'picture',
  copies: [none, greedy],
  dragged: [],
  cells: null,
  choose: null,
  points: [],
  numbered: false,
  snap: 1,
}
const arrays = {
  picture: packed('u1', new Uint8Array(12), '2,2,3'),
  boxes: floats([0, 0, 2, 2, 0, 0, 1, 2, 0, 0, 2, 2, 0, 0, 1, 2]),
  scores: floats([0.9, 0.5, 0.9, NaN]),
  strength: floats([0.9, 0.5, 0.9, 1]),
  states: packed('u1', new Uint8Array([2, 2, 2, 6])),
  copy: packed('i4', new Int32Array([0, 0, 1, 1])),
  key: packed('i4', new Int32Array([0, 1, 0, 2])),
}
const scene = (): ReturnType<typeof copiesOf>[number] => {
  const found = sceneOf(arrays)
  if (!found) throw new Error('a scene')
  return found
}

it('gives each picture its own boxes, which keep their keys and places', () => {
  const copies = copiesOf(scene(), 3).map(({ boxes }) => boxes)
  expect(copies.map((boxes) => boxes.map(({ key }) => key))).toEqual([[0, 1], [0, 2], []])
  expect(copies[1]?.map(({ place }) => place)).toEqual([2, 3])
  expect(copies[0]?.[1]?.strength).toBeCloseTo(0.5)
})

it('draws a box as strongly as can be where the frame does not say', () => {
  const [box] = sceneOf({ boxes: arrays.boxes })?.boxes ?? []
  expect(box).toMatchObject({ strength: 1, copy: 0 })
})

it('arranges pictures so that they are as large as they can be, in full rows', () => {
  expect(acrossOf(4, 4 / 3, 700, 560, 26)).toBe(2)
  expect(acrossOf(4, 4 / 3, 1600, 300, 26)).toBe(4)
  expect(acrossOf(4, 4 / 3, 200, 900, 26)).toBe(1)
  expect(acrossOf(3, 1, 500, 500, 0)).not.toBe(2)
  expect([acrossOf(1, 1, 10, 10, 0), acrossOf(0, 1, 10, 10, 0)]).toEqual([1, 1])
})

it('counts what is left and what is missed', () => {
  const [first, second] = copiesOf(scene(), 2)
  expect(countOf(first?.boxes ?? [], 'en')).toBe('2 boxes')
  expect(countOf(second?.boxes ?? [], 'en')).toBe('1 box, 1 missed')
  expect(countOf(second?.boxes ?? [], 'zh')).toBe('1 个框，漏检 1 个')
  expect(boxesSentences(figure, arrays, 'en')).toEqual(['None: 2 boxes', 'Greedy: 1 box, 1 missed'])
  expect(boxesSentences(figure, {}, 'en')).toEqual(['No box.'])
})

it('leaves out a brief name that would meet another, and no other name', () => {
  const { boxes } = scene()
  const room = { width: 60, height: 20, scale: 10, letter: 8, line: 18 }
  const names = (brief: boolean): string[] =>
    labelled(
      boxes.map((box) => ({ box, corners: box.corners, text: String(box.place), brief })),
      room,
    ).map(({ text }) => text)
  expect(names(false)).toEqual(['0', '1', '2', '3'])
  expect(names(true)).toEqual(['0'])
})
