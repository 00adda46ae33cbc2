import { expect, it } from 'vitest'
import { floats } from '../fixture'
import { cornersOf, placesIn } from './around'
import type { JsonObject } from '../../api/types'
import { freeCorner, type Box, type Drawn, type Weighed } from './corner'
import type { PlotAxes, PlotAxis } from './plotly'

const boxes = cornersOf({ width: 160, height: 60 }, { width: 600, height: 500 }, 16, false)
const line = (points: [number, number][], weight = 1, reach = 0): Weighed => ({
  px: Float64Array.from(points, ([x]) => x),
  py: Float64Array.from(points, ([, y]) => y),
  weight,
  reach,
})
const drawn = (places: Weighed[], words: Box[] = []): Drawn => ({ places, words, shapes: [] })

it('puts the legend where no line passes, between its points too', () => {
  const rising = line([
    [0, 500],
    [600, 0],
  ])
  expect(freeCorner(drawn([rising]), boxes, null)).toBe('top-left')
  const falling = line([
    [0, 0],
    [600, 500],
  ])
  expect(freeCorner(drawn([falling]), boxes, null)).toBe('top-right')
})

it('stays where it is unless that is plainly worse', () => {
  const touching = line([
    [0, 55],
    [100, 55],
  ])
  expect(freeCorner(drawn([touching]), boxes, 'top-left')).toBe('top-left')
  const along = line([
    [0, 60],
    [600, 60],
  ])
  expect(freeCorner(drawn([along]), boxes, 'top-left')).toBe('bottom-right')
})

it('rather lies on lines than on words or on the only mark of its kind', () => {
  const lines = line([
    [100, 500],
    [100, 0],
    [520, 0],
    [520, 500],
    [300, 500],
    [300, 0],
  ])
  const word = { left: 60, top: 40, width: 80, height: 14 }
  expect(freeCorner(drawn([lines], [word]), boxes, null)).toBe('top-right')
  const stars = [line([[100, 60]], 24), line([[100, 430]], 24), line([[520, 430]], 24)]
  expect(freeCorner(drawn([lines, ...stars]), boxes, 'top-left')).toBe('top-right')
})

it('stands below the name of the upper end of an axis where it would reach it', () => {
  const title = { left: 400, top: 4, width: 180, height: 16 }
  const left = line(
    [
      [100, 60],
      [100, 430],
      [520, 430],
    ],
    24,
  )
  expect(freeCorner(drawn([left], [title]), boxes, null)).toBe('under-right')
})

it('keeps clear of the whole of a mark', () => {
  const under = boxes['top-left'].top + boxes['top-left'].height + 10
  const ring: [number, number][] = [[120, under]]
  expect(freeCorner(drawn([line(ring, 24)]), boxes, null)).toBe('top-left')
  expect(freeCorner(drawn([line(ring, 24, 13)]), boxes, null)).toBe('top-right')
})

it('stands in the middle of a side where the corners are taken', () => {
  const valleys = line([
    [0, 40],
    [120, 430],
    [300, 250],
    [480, 430],
    [600, 40],
  ])
  const level = line([
    [0, 50],
    [600, 50],
  ])
  expect(freeCorner(drawn([valleys, level]), boxes, null)).toBe('bottom')
})

it('sees lines of every shape, each on its own axis', () => {
  const axis = (factor: number): PlotAxis => ({
    offset: 10,
    length: 100,
    automatic: true,
    value: (pixel) => pixel / factor,
    pixel: (value) => value * factor,
  })
  const traces: JsonObject[] = [
    { type: 'scatter', uid: 'stairs', line: { shape: 'hv' } },
    { type: 'scatter', uid: 'right', yaxis: 'y2' },
    { type: 'scatter', uid: 'star', texttemplate: 'α = %{x:.2g}' },
  ]
  const names = ['stairs', 'right', 'star']
  const arrays = Object.fromEntries(
    names.flatMap((uid) => [
      [`${uid}.x`, floats([1, 2])],
      [`${uid}.y`, floats([3, 900])],
    ]),
  )
  const axesOf = (trace: JsonObject): PlotAxes => ({ x: axis(1), y: axis('yaxis' in trace ? 10 : 1) })
  const found = placesIn(traces, arrays, axesOf).map(({ px, py }) => [...px, ...py])
  expect(found).toEqual([
    [11, 12, 13, 910],
    [11, 12, 40, 9010],
    [11, 12, 13, 910],
  ])
})
