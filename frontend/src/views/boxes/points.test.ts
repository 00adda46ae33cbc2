import { expect, it } from 'vitest'
import type { BoxesFigure } from '../../api/types'
import { floats, packed } from '../fixture'
import { nameOf, sceneOf } from './boxes'
import { namesOf, offOf, pointName, pointsOf } from './points'
import { boxesSentences } from './sentences'

const both = (text: string) => ({ en: text, zh: text })
const figure: BoxesFigure = {
  kind: 'boxes',
  title: both('t'),
  caption: both('c'),
  alt: both('a'),
  max_rate: 30,
  linked: null,
  classes: [both('left'), both('right')],
  points: [both('eye'), both('nose')],
  numbered: false,
  cells: null,
  choose: null,
  show: 'picture',
  copies: [],
  dragged: [],
  snap: 1,
}
const arrays = {
  picture: packed('u1', new Uint8Array(12), '2,2,3'),
  boxes: floats([]),
  points: floats([3, 4, NaN, NaN, 1, 1, NaN, NaN]),
  aims: floats([0, 0, 5, 5, NaN, NaN, NaN, NaN]),
  named: packed('i4', new Int32Array([0, 1, 0, 1])),
  point_labels: packed('i4', new Int32Array([1, 0, 1, 0])),
}

it('reads points, where they should be, and leaves out those of which nothing is known', () => {
  const points = pointsOf(arrays)
  expect(points.map(({ place }) => place)).toEqual([0, 1, 2])
  expect(points[0]).toMatchObject({ at: { x: 3, y: 4 }, aim: { x: 0, y: 0 }, label: 1 })
  expect(points[1]).toMatchObject({ at: null, aim: { x: 5, y: 5 }, named: 1 })
  expect(points[2]).toMatchObject({ at: { x: 1, y: 1 }, aim: null })
  expect(points.map(offOf)).toEqual([5, NaN, NaN])
  expect(points.map((point) => pointName(point, figure, 'en'))).toEqual(['eye', 'nose', 'eye'])
  expect(pointsOf({})).toEqual([])
})

it('tells of them by their names', () => {
  expect(boxesSentences(figure, arrays, 'en')).toEqual([
    '2 points are predicted, 2 are there',
    'eye: 5 pixels off',
  ])
})

it('names a box without its number where boxes are not numbered', () => {
  const [box] = sceneOf({ ...arrays, boxes: floats([0, 0, 1, 1]), scores: floats([0.8]) })?.boxes ?? []
  if (!box) throw new Error('a box')
  expect(nameOf(box, figure, 'en')).toBe('left .80')
})

it('puts names beside all points, none on another and none outside', () => {
  const eyes = floats([10, 10, 12, 10, 14, 10, 90, 10, 50, 30])
  const points = pointsOf({ points: eyes, named: packed('i4', new Int32Array(5)) })
  const names = namesOf(points, figure, 'en', { scale: 1, letter: 10, width: 100 })
  expect(names.map(({ anchor }) => anchor)).toEqual(['end', 'end', 'end', 'start', 'start'])
  const left = names.filter(({ anchor }) => anchor === 'end')
  expect(left.map(({ y }) => y)).toEqual([10, 23, 36])
  const wide = 3 * 5.6
  for (const { x, anchor } of names) {
    expect(anchor === 'end' ? x - wide : x).toBeGreaterThanOrEqual(-1e-9)
    expect(anchor === 'end' ? x : x + wide).toBeLessThanOrEqual(100 + 1e-9)
  }
  expect(namesOf([], figure, 'en', { scale: 1, letter: 10, width: 100 })).toEqual([])
})
