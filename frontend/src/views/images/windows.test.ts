import { describe, expect, it } from 'vitest'
import { floats, packed } from '../fixture'
import { figureOf, text } from './fixture'
import type { ImagesFigure, ViewArrays } from '../../api/types'
import { arranged, cellAt } from './arrangement'
import { byteOf, sideBySide, tilesOf, type Tile } from './tiles'
import { told } from './told'
import { combined, first, keyOf, movingOf, outputNear, placeOf, reach, seenOf, termsAt } from './windows'
import { compactNumber } from './words'

const figure = (combine: 'sum' | 'max' | 'mean', kernel: string | null): ImagesFigure => ({
  ...figureOf(['x', 'w', 'y']),
  windows: [{ output: 'y', source: 'x', kernel, combine, activations: [text('Linear'), text('ReLU')] }],
})

const shaped = (values: number[], ...shape: number[]): ViewArrays[string] => ({
  ...floats(values),
  shape: shape.join(','),
})
const ints = (...values: number[]): ViewArrays[string] => packed('i4', Int32Array.from(values), '3,2')

/** The course's step: 6x6, 10 in the left half. */
const step = Array.from({ length: 36 }, (_, at) => (at % 6 < 3 ? 10 : 0))
const edge = [1, 0, -1, 1, 0, -1, 1, 0, -1]

function moving(arrays: ViewArrays, combine: 'sum' | 'max' | 'mean' = 'sum', kernel: string | null = 'w') {
  const shown = figure(combine, kernel)
  return movingOf(shown, arrays, tilesOf(shown, arrays))[0]!
}

describe('a window', () => {
  const arrays = {
    x: shaped(step, 6, 6),
    w: shaped(edge, 3, 3),
    y: shaped(
      Array.from({ length: 16 }, (_, at) => [0, 30, 30, 0][at % 4] ?? 0),
      4,
      4,
    ),
    'y.window': ints(3, 3, 1, 1, 1, 1),
    'y.bias': floats([0]),
    'y.activation': floats([0]),
  }
  const one = moving(arrays)

  it('adds up to its output, at every place', () => {
    for (let row = 0; row < 4; row++)
      for (let column = 0; column < 4; column++)
        expect(combined(one, termsAt(one, { slice: 0, row, column }))).toBe([0, 30, 30, 0][column])
  })

  it('is made of nine terms with their places', () => {
    const terms = termsAt(one, { slice: 0, row: 0, column: 1 })
    expect(terms).toHaveLength(9)
    expect(terms[0]).toEqual({
      channel: 0,
      slice: 0,
      row: 0,
      column: 1,
      value: 10,
      weight: 1,
      product: 10,
      ghost: false,
    })
    expect(terms[8]).toMatchObject({ row: 2, column: 3, value: 0, weight: -1 })
  })

  it('is told in words, bias and activation where there are some', () => {
    const say = (words: { en: string }): string => words.en
    expect(told(one, { window: 0, slice: 0, row: 0, column: 1 }, say)).toBe(
      'row 1, column 2: 9 products, sum 30',
    )
    const later = moving({
      ...arrays,
      y: shaped(Array(16).fill(0), 4, 4),
      'y.bias': floats([-40]),
      'y.activation': floats([1]),
    })
    expect(told(later, { window: 0, slice: 0, row: 0, column: 1 }, say)).toBe(
      'row 1, column 2: 9 products, sum 30 · + bias −40 = −10 · ReLU = 0',
    )
  })

  it('is found from a place in the source', () => {
    expect(outputNear(one, { slice: 0, row: 3, column: 3 })).toEqual({ slice: 0, row: 2, column: 2 })
    expect(outputNear(one, { slice: 0, row: 0, column: 5 })).toEqual({ slice: 0, row: 0, column: 3 })
    expect(seenOf(one)).toEqual({ slices: 1, rows: 6, columns: 6 })
  })

  it('has one number for its place, which linked views share', () => {
    const place = { window: 0, slice: 0, row: 3, column: 2 }
    expect(placeOf(keyOf(place), [one])).toEqual(place)
    expect(placeOf(keyOf({ ...place, row: 99 }), [one])).toEqual({ window: 0, slice: 0, row: 3, column: 2 })
    expect(placeOf(keyOf({ window: 1, slice: 0, row: 0, column: 0 }), [one])).toBeNull()
    expect(first(one)).toEqual({ window: 0, slice: 0, row: 1, column: 1 })
  })
})

describe('windows that stride and reach', () => {
  it('drop what is left over', () => {
    const one = moving({
      x: shaped(Array(64).fill(1), 8, 8),
      w: shaped(edge, 3, 3),
      y: shaped(Array(9).fill(0), 3, 3),
      'y.window': ints(3, 3, 2, 2, 1, 1),
    })
    expect(seenOf(one)).toEqual({ slices: 1, rows: 7, columns: 7 })
    expect(termsAt(one, { slice: 0, row: 2, column: 1 })[0]).toMatchObject({ row: 4, column: 2 })
  })

  it('leave cells between their taps out', () => {
    const one = moving({
      x: shaped(step, 6, 6),
      w: shaped(edge, 3, 3),
      y: shaped(Array(4).fill(0), 2, 2),
      'y.window': ints(3, 3, 1, 1, 2, 2),
    })
    expect(reach(one)).toEqual([1, 5, 5])
    expect(
      termsAt(one, { slice: 0, row: 1, column: 1 }).map(({ row, column }) => [row, column]),
    ).toContainEqual([5, 3])
  })

  it('know filling, channels, the largest and the mean', () => {
    const line = moving({
      x: shaped([0, 4, 6, 0], 1, 4),
      'x.ghost': packed('u1', Uint8Array.of(1, 0, 0, 1), '1,4'),
      w: shaped([1, 2], 1, 2),
      y: shaped([8, 16, 6], 1, 3),
      'y.window': ints(1, 2, 1, 1, 1, 1),
    })
    expect(termsAt(line, { slice: 0, row: 0, column: 0 }).map(({ ghost }) => ghost)).toEqual([true, false])
    expect(line.source.inner).toEqual({ slices: 1, rows: 1, columns: 2 })
    const colour = moving({
      x: shaped([1, 2, 3], 3, 1, 1),
      w: shaped([1, 0, 2], 3, 1, 1),
      y: shaped([7], 1, 1),
      'y.window': ints(1, 1, 1, 1, 1, 1),
    })
    expect(combined(colour, termsAt(colour, { slice: 0, row: 0, column: 0 }))).toBe(7)
    const pooled = { x: shaped([1, 2, 3, 6], 2, 2), y: shaped([6], 1, 1), 'y.window': ints(2, 2, 2, 2, 1, 1) }
    for (const [how, expected] of [
      ['max', 6],
      ['mean', 3],
    ] as const) {
      const pool = moving(pooled, how, null)
      expect(combined(pool, termsAt(pool, { slice: 0, row: 0, column: 0 }))).toBe(expected)
    }
  })
})

describe('tiles', () => {
  const [x, w, y] = tilesOf(figure('sum', 'w'), {
    x: shaped(step, 6, 6),
    w: shaped([...edge, ...edge, ...edge], 3, 3, 3),
    y: shaped(Array(16).fill(-5), 4, 4),
    'y.range': floats([-10, 10]),
  }) as [Tile, Tile, Tile]

  it('have colours between their ends, with signs or without', () => {
    expect([byteOf(x, 0), byteOf(x, 10)]).toEqual([0, 255])
    expect(byteOf(y, 0)).toBe(128)
    expect(byteOf({ ...y, absolute: true }, -10)).toBe(255)
  })

  it('show the layers of a filter side by side', () => {
    const wide = sideBySide(w)
    expect(wide.width).toBe(11)
    expect(Number.isNaN(wide.values[3])).toBe(true)
    expect(wide.values[4]).toBe(1)
    expect(sideBySide(x)).toBe(x)
  })

  it('of few cells have cells of one size, within the area', () => {
    const boxes = arranged([x, y], 600, 400, null)
    const [large, small] = [boxes.get('x')!, boxes.get('y')!]
    expect(large.width / 6).toBeCloseTo(small.width / 4)
    for (const box of boxes.values()) {
      expect(box.left).toBeGreaterThanOrEqual(0)
      expect(box.left + box.width).toBeLessThanOrEqual(600)
      expect(box.top + box.height).toBeLessThanOrEqual(400)
    }
    expect(cellAt(x, large, large.left + 1, large.top + 1)).toEqual({ row: 0, column: 0 })
    expect(cellAt(x, large, large.left - 1, large.top + 1)).toBeNull()
  })

  it('write numbers that fit', () => {
    expect([30, -134, 0.4444, -0.05, 1020, 39.06, 0].map((value) => compactNumber(value, 3))).toEqual([
      '30',
      '−134',
      '0.44',
      '−0.05',
      '1020',
      '39.1',
      '0',
    ])
  })
})
