import { expect, it } from 'vitest'
import { cornersOf } from './around'
import { freeCorner, type Box, type Drawn, type Weighed } from './corner'

const boxes = cornersOf({ width: 160, height: 60 }, { width: 600, height: 500 }, 16, false)
const line = (points: [number, number][], weight = 1): Weighed => ({
  px: Float64Array.from(points, ([x]) => x),
  py: Float64Array.from(points, ([, y]) => y),
  weight,
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
