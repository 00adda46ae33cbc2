import { describe, expect, it } from 'vitest'
import type { Packed } from '../../api/types'
import { packed } from '../fixture'
import { HOME, turned } from '../camera'
import { byDepth, pointAt, project, projection, sceneOf, type Sight } from './cloud'
import { labelsOf } from './labels'
import { cloudSentences } from './sentences'

const floats = (values: number[], shape: string): Packed => packed('f4', Float32Array.from(values), shape)
const text = (names: string[]): Packed =>
  packed('u1', new TextEncoder().encode(names.map((name) => `${name}\n`).join('')))
const sight: Sight = { width: 400, height: 300, camera: HOME, pan: { x: 0, y: 0 } }
const square = { points: floats([0, 0, 10, 0, 0, 10, 10, 10], '4,2'), text: text(['a', 'b', 'c', 'd']) }

describe('a cloud in the plane', () => {
  it('fills the smaller side, upright, and moves with the hand', () => {
    const scene = sceneOf(square)
    expect(scene?.n).toBe(4)
    if (!scene) return
    const { x, y } = project(scene, sight, null)
    expect([x[0], y[0]]).toEqual([200 - 129, 150 + 129])
    expect([x[3], y[3]]).toEqual([200 + 129, 150 - 129])
    const moved = project(scene, { ...sight, pan: { x: 5, y: -7 } }, null)
    expect([moved.x[0], moved.y[0]]).toEqual([200 - 129 + 5, 150 + 129 - 7])
  })

  it('is nothing without points, and a single point lies in the middle', () => {
    expect(sceneOf({})).toBeNull()
    const one = sceneOf({ points: floats([3, 4], '1,2'), text: text(['a']) })
    expect(one && [...project(one, sight, null).x]).toEqual([200])
  })
})

describe('a cloud in space', () => {
  const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z) => [x, y, z]))).flat()
  const scene = sceneOf({ points: floats(corners, '8,3'), text: text([...'abcdefgh']) })

  it('stays within the picture however it is turned', () => {
    if (!scene) throw new Error('no scene')
    for (let azimuth = -180; azimuth < 180; azimuth += 17) {
      const { x, y, near } = project(scene, { ...sight, camera: turned(HOME, { azimuth }) }, null)
      for (let i = 0; i < 8; i++) {
        expect(x[i]).toBeGreaterThan(0)
        expect(y[i]).toBeGreaterThan(0)
        expect(Math.max(x[i]! - 400, y[i]! - 300)).toBeLessThan(0)
        expect(Math.abs(near[i]!)).toBeLessThanOrEqual(1 + 1e-6)
      }
    }
  })

  it('seen from above has north up, and what is nearer is drawn later', () => {
    const put = projection(3, { ...sight, camera: { azimuth: -90, elevation: 90, zoom: 1 } })
    const [x, y] = put([0, 1, 0])
    expect(x).toBeCloseTo(200)
    expect(y).toBeLessThan(150)
    expect(put([0, 0, 1])[2]).toBeCloseTo(1)
    expect([...byDepth(Float32Array.of(0.9, -0.9, 0, 1, -1), 8)].slice(0, 2).sort()).toEqual([1, 4])
    expect([...byDepth(Float32Array.of(0.9, -0.9, 0), 8)]).toEqual([1, 2, 0])
  })
})

it('the point under the pointer is the nearest within reach, the front one of two', () => {
  const shown = {
    x: Float32Array.of(10, 20, 20),
    y: Float32Array.of(10, 10, 10),
    near: Float32Array.of(0, 0, 0.5),
  }
  expect(pointAt(shown, 12, 10, 5)).toBe(0)
  expect(pointAt(shown, 19, 10, 5)).toBe(2)
  expect(pointAt(shown, 60, 10, 5)).toBeNull()
})

it('names do not cover each other; one that must be there gives way', () => {
  const scene = sceneOf({ points: floats([0, 0, 0, 0, 1, 1], '3,2'), text: text(['one', 'two', 'three']) })
  if (!scene) throw new Error('no scene')
  const shown = {
    x: Float32Array.of(100, 101, 200),
    y: Float32Array.of(100, 100, 200),
    near: new Float32Array(3),
  }
  const room = { width: 400, height: 300, size: 12, widthOf: (name: string) => 6 * name.length, most: 9 }
  expect(labelsOf(scene, shown, [], room).map(({ text }) => text)).toEqual(['one', 'three'])
  expect(labelsOf(scene, shown, [1], room).map(({ text }) => text)).toEqual(['two', 'three'])
  const [one, two, three] = labelsOf(scene, shown, [0, 1], room)
  expect([one?.text, two?.text, three?.text]).toEqual(['one', 'two', 'three'])
  expect([one?.y, (two?.x ?? 0) + 6 * 3 < 101]).toEqual([two?.y, true])
  const full = { ...room, width: 20, height: 12 }
  expect(labelsOf(scene, shown, [0, 1], full).map(({ text }) => text)).toEqual(['one', 'two'])
  expect(labelsOf(scene, shown, [1], { ...room, most: 0 }).map(({ text }) => text)).toEqual(['two'])
})

it('says how many points there are, where the named ones lie and where arrows lead', () => {
  const said = { en: '', zh: '' }
  const figure = {
    kind: 'cloud' as const,
    title: said,
    caption: said,
    alt: said,
    max_rate: 30,
    linked: null,
    groups: [],
    arrows: [{ name: { en: 'given', zh: '给定' }, role: 'ink' }],
    landing: { en: 'landing point', zh: '落点' },
    chosen: null,
  }
  const arrays = {
    ...square,
    named: packed('i4', Int32Array.of(1)),
    arrows: floats([0, 0, 1, 2], '1,2,2'),
    landing: floats([3, 4], '1,2'),
  }
  expect(cloudSentences(figure, arrays, 'en')).toEqual([
    '4 points',
    'b at (10, 0)',
    'given: from (0, 0) to (1, 2)',
    'landing point at (3, 4)',
  ])
  expect(cloudSentences(figure, {}, 'zh')).toEqual(['尚无点。'])
})
