import { describe, expect, it } from 'vitest'
import type { Packed } from '../../api/types'
import { packed } from '../fixture'
import type { PixelAxes } from '../gestures'
import { keyAfter, keyAt, keyedTraces, keysOf, marksOf } from './keyed'
import { colorAt } from '../palette'

const doubles = (values: number[]): Packed => packed('f8', new Float64Array(values))

const traces = keyedTraces(
  [
    { uid: 'a', name: 'low', meta: { key: 0 } },
    { uid: 'b', name: 'high', meta: { key: 2 } },
    { uid: 'dots', meta: { key: 'points' } },
    { uid: 'other', name: 'no key' },
    { uid: 'absent', meta: { key: 9 } },
  ],
  {
    'a.x': doubles([0, 100]),
    'a.y': doubles([10, 10]),
    'b.x': doubles([0, 50, 100]),
    'b.y': doubles([60, 60, NaN]),
    'dots.x': doubles([5, 200, 205]),
    'dots.y': doubles([200, 200, 200]),
    'other.x': doubles([0]),
    'other.y': doubles([0]),
  },
)
const axis = { offset: 0, length: 300, value: (pixel: number) => pixel, pixel: (value: number) => value }
const axes: PixelAxes = { x: axis, y: axis }

describe('keyed traces', () => {
  it('knows what stands for what', () => {
    expect(traces.map(({ key }) => key)).toEqual([0, 2, 'points'])
    expect(keysOf(traces)).toEqual([0, 1, 2])
    const marks = marksOf(traces, 2)
    expect(marks.map(({ whole }) => whole)).toEqual([true, false])
    expect(marks[0]?.label).toEqual({ name: 'high', x: 50, y: 60 })
    expect(marks[1]?.label).toEqual({ name: '', x: 205, y: 200 })
    expect(marksOf(traces, 7)).toEqual([])
  })

  it.each<[number, number, number | null]>([
    [50, 14, 0],
    [25, 55, 2],
    [80, 60, null],
    [8, 203, 0],
    [202, 200, 1],
    [150, 100, null],
  ])('finds what lies at %s, %s', (px, py, key) => expect(keyAt(traces, axes, px, py, 12)).toBe(key))

  it.each<[number | null, string, number | null]>([
    [null, 'ArrowRight', 0],
    [null, 'ArrowLeft', 2],
    [1, 'ArrowUp', 2],
    [2, 'ArrowRight', 2],
    [1, 'ArrowDown', 0],
    [1, 'Home', 0],
    [0, 'End', 2],
    [1, 'x', null],
  ])('goes from %s by %s', (now, pressed, next) => expect(keyAfter([0, 1, 2], now, pressed)).toBe(next))
})

it('gives the colour at a place of a scale', () => {
  const palette = { 'class-0': '#ff0000', 'class-1': '#0000ff', 'class-3': '#000000' }
  expect(colorAt('ramp', 0, palette)).toBe('#0000ff')
  expect(colorAt('ramp', 0.25, palette)).toBe('#000080')
  expect(colorAt('ramp', 1, palette)).toBe('#ff0000')
  expect(colorAt('nothing', 1, palette)).toBeNull()
})
