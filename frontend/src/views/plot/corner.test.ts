import { expect, it } from 'vitest'
import { freeCorner } from './corner'
import type { Places } from './quick'

const room = { width: 600, height: 500 }
const legend = { width: 160, height: 60 }
const line = (points: [number, number][]): Places => ({
  px: Float64Array.from(points, ([x]) => x),
  py: Float64Array.from(points, ([, y]) => y),
})

it('puts the legend where no line passes, between its points too', () => {
  const rising = line([
    [0, 500],
    [600, 0],
  ])
  expect(freeCorner([rising], legend, room, null)).toBe('top-left')
  const falling = line([
    [0, 0],
    [600, 500],
  ])
  expect(freeCorner([falling], legend, room, null)).toBe('top-right')
  expect(freeCorner([rising, falling], legend, room, null)).toBe('top-left')
})

it('stays where it is unless that is plainly worse', () => {
  const touching = line([
    [0, 55],
    [100, 55],
  ])
  expect(freeCorner([touching], legend, room, 'top-left')).toBe('top-left')
  const along = line([
    [0, 30],
    [600, 30],
  ])
  expect(freeCorner([along], legend, room, 'top-left')).toBe('bottom-right')
})
