import { describe, expect, it } from 'vitest'
import type { ImagesFigure, ViewArrays } from '../../api/types'
import { floats, packed } from '../fixture'
import { arranged } from './arrangement'
import { figureOf, text } from './fixture'
import { tilesOf } from './tiles'
import { told } from './told'
import { footprint, partsOf, shelfOf, sliceNumber } from './volume'
import { combined, first, inside, keyOf, movingOf, outputNear, placeOf, seenOf, termsAt } from './windows'

const cube = (values: number[], ...shape: number[]): ViewArrays[string] => ({
  ...floats(values),
  shape: shape.join(','),
})
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at)
const plain = figureOf(['x', 'w', 'y'])
const figure: ImagesFigure = {
  ...plain,
  tiles: plain.tiles.map((tile) => ({ ...tile, slices: tile.uid !== 'w' })),
  windows: [{ output: 'y', source: 'x', kernel: 'w', combine: 'sum', activations: [text('Linear')] }],
}
/** 4 slices of 5x6 cells that are numbered, under a cube of ones with two cells between slices that are seen. */
const arrays: ViewArrays = {
  x: cube(range(120), 4, 5, 6),
  w: cube(Array(12).fill(1), 2, 2, 3),
  y: cube(range(24), 2, 3, 4),
  'y.window': packed('i4', Int32Array.of(2, 2, 3, 1, 1, 1, 2, 1, 1), '3,3'),
}
const tiles = tilesOf(figure, arrays)
const [one] = movingOf(figure, arrays, tiles)

describe('a window through slices', () => {
  it('has the terms of every layer, each with its place', () => {
    if (!one) throw new Error('no window')
    const at = { slice: 1, row: 2, column: 3 }
    const terms = termsAt(one, at)
    expect(terms).toHaveLength(12)
    expect(terms[0]).toMatchObject({ channel: 0, slice: 1, row: 2, column: 3, value: 30 + 12 + 3 })
    expect(terms[11]).toMatchObject({ channel: 1, slice: 3, row: 3, column: 5, value: 90 + 18 + 5 })
    const sum = [1, 3].flatMap((z) => [2, 3].flatMap((y) => [3, 4, 5].map((x) => 30 * z + 6 * y + x)))
    expect(combined(one, terms)).toBe(sum.reduce((a, b) => a + b))
    expect(told(one, { window: 0, ...at }, ({ en }) => en)).toMatch(/^slice 2, row 3, column 4: 12 products/)
  })

  it('is found from a place in the source, stays inside, and has one number', () => {
    if (!one) throw new Error('no window')
    expect(outputNear(one, { slice: 2, row: 0, column: 5 })).toEqual({ slice: 1, row: 0, column: 3 })
    expect(inside(one.output, { slice: 9, row: -1, column: 1 })).toEqual({ slice: 1, row: 0, column: 1 })
    const place = { window: 0, slice: 1, row: 2, column: 3 }
    expect(placeOf(keyOf(place), [one])).toEqual(place)
    expect(first(one)).toEqual({ window: 0, slice: 0, row: 1, column: 1 })
    expect(seenOf(one)).toEqual({ slices: 4, rows: 4, columns: 6 })
  })
})

describe('slices', () => {
  const [x, , y] = tiles

  it('are tiles of their own', () => {
    const parts = x ? partsOf(x) : []
    expect(parts.map(({ uid }) => uid)).toEqual(['x.0', 'x.1', 'x.2', 'x.3'])
    expect(parts[2]).toMatchObject({ channels: 1, slices: false, width: 6, height: 5 })
    expect(Array.from(parts[2]?.values ?? [])).toEqual(range(30).map((at) => 60 + at))
  })

  it('lie in the area without covering one another, all with cells of one size', () => {
    if (!x || !y) throw new Error('no tiles')
    const boxes = arranged([x, y], 500, 400, null)
    const cells = [...partsOf(x), ...partsOf(y)].map((part) => ({ part, box: boxes.get(part.uid)! }))
    for (const { part, box } of cells) {
      expect(box.width / part.width).toBeCloseTo(boxes.get('x.0')!.width / 6)
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.left + box.width).toBeLessThanOrEqual(500.01)
      expect(box.top + box.height).toBeLessThanOrEqual(400.01)
      for (const { part: other, box: b } of cells) {
        const apart =
          b.left >= box.left + box.width ||
          box.left >= b.left + b.width ||
          b.top >= box.top + box.height ||
          box.top >= b.top + b.height
        expect(part.uid === other.uid || apart).toBe(true)
      }
    }
    const shelf = shelfOf([x, y], 3)
    expect(footprint([x, y], shelf)).toEqual({ width: 3 * 7 - 1, height: 2 * 6 })
  })

  it('are counted without filling', () => {
    const ghost = range(4 * 3 * 3).map((at) => {
      const [z, r, c] = [Math.floor(at / 9), Math.floor(at / 3) % 3, at % 3]
      return Number(z === 0 || z === 3 || r !== 1 || c !== 1)
    })
    const [padded] = tilesOf(figure, {
      x: cube(Array(36).fill(0), 4, 3, 3),
      'x.ghost': packed('u1', Uint8Array.from(ghost), '4,3,3'),
    })
    if (!padded) throw new Error('no tile')
    expect(padded.inner).toEqual({ slices: 2, rows: 1, columns: 1 })
    expect(range(4).map((slice) => sliceNumber(padded, slice))).toEqual([null, 1, 2, null])
  })
})
