import { expect, it } from 'vitest'
import type { BoxesFigure } from '../../api/types'
import { floats, packed } from '../fixture'
import { cellAt, fateOf, moved, nameOf, sceneOf, share, type Box } from './boxes'
import { boxesSentences } from './sentences'

const car = { en: 'car', zh: '汽车' }
const figure: BoxesFigure = {
  kind: 'boxes',
  title: car,
  caption: car,
  alt: car,
  max_rate: 30,
  linked: null,
  classes: [car],
  show: 'picture',
  copies: [],
  dragged: [],
  cells: null,
  choose: null,
  points: [],
  numbered: true,
  snap: 1,
}
const arrays = {
  picture: packed('u1', new Uint8Array(12), '2,2,3'),
  boxes: floats([0, 0, 2, 2, 0, 0, 1, 2]),
  labels: packed('i4', new Int32Array([0, 0])),
  scores: floats([0.9, 0.7]),
  states: packed('u1', new Uint8Array([1, 3])),
  by: packed('i4', new Int32Array([-1, 0])),
  overlap: floats([0, 0.5]),
}
const boxes = (): Box[] => sceneOf(arrays)?.boxes ?? []

it('says of a victim who suppressed it, and how much they overlap', () => {
  const [keeper, victim] = boxes()
  if (!keeper || !victim) throw new Error('two boxes')
  expect(nameOf(keeper, figure, 'en')).toBe('#1 car .90')
  expect(fateOf(keeper, 'en')).toBe('now compared')
  expect(fateOf(victim, 'en')).toBe('by #1, IoU .50')
  expect(fateOf(victim, 'zh')).toBe('被 #1 抑制，交并比 .50')
})

it('writes shares without their zero, but ones with theirs', () => {
  expect([share(0.714), share(1), share(0)]).toEqual(['.71', '1.00', '.00'])
})

it('reads boxes of which nothing else is known', () => {
  const [box] = sceneOf({ picture: arrays.picture, boxes: floats([0, 0, 1, 1]) })?.boxes ?? []
  expect(box).toMatchObject({ state: 'waits', by: -1, label: 0, score: NaN })
  expect(sceneOf({ picture: arrays.picture })).toBeNull()
})

it('keeps a moved box whole and inside of the picture', () => {
  const room = { width: 100, height: 50, snap: 1 }
  expect(moved([10, 10, 30, 30], -50, 500, null, room)).toEqual([0, 30, 20, 50])
  expect(moved([10, 10, 30, 30], 2.4, 0, null, room)).toEqual([12, 10, 32, 30])
})

it('moves one corner, never past the opposite one', () => {
  const room = { width: 100, height: 50, snap: 0.1 }
  expect(moved([10, 10, 30, 30], 5.04, -3, 0, room)).toEqual([15, 7, 30, 30])
  expect(moved([10, 10, 30, 30], 99, 99, 0, room)).toEqual([30, 30, 30, 30])
  expect(moved([10, 10, 30, 30], 99, -99, 3, room)).toEqual([10, 10, 100, 10])
  expect(moved([10, 10, 30, 30], 1, 1, 1, room)).toEqual([10, 11, 31, 30])
  expect(moved([10, 10, 30, 30], 1, 1, 2, room)).toEqual([11, 10, 30, 31])
})

it('is told in sentences', () => {
  expect(boxesSentences(figure, arrays, 'en')).toEqual([
    '2 boxes: 1 kept, 1 dropped',
    '#1 car .90 from (0, 0) to (2, 2); now compared',
    '#2 car .70 from (0, 0) to (1, 2); by #1, IoU .50',
  ])
  expect(boxesSentences(figure, {}, 'zh')).toEqual(['没有框。'])
})

it('finds the cell of a place, also on the edge', () => {
  expect(cellAt(0.5, 0.1, 3)).toEqual([1, 2])
  expect(cellAt(1, 1, 3)).toEqual([3, 3])
  expect(cellAt(-0.1, 1.5, 7)).toEqual([7, 1])
})

it('reads which cells own an object, and which is chosen', () => {
  const scene = sceneOf({
    ...arrays,
    owners: packed('u1', new Uint8Array([0, 1, 0, 0])),
    chosen: packed('i4', new Int32Array([2, 1])),
  })
  expect(Array.from(scene?.owners ?? [])).toEqual([0, 1, 0, 0])
  expect(Array.from(scene?.chosen ?? [])).toEqual([2, 1])
})
