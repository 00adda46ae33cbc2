import { describe, expect, it } from 'vitest'
import { gridOf } from './grid'
import { layoutOf, named, SLANT } from './layout'

const ROOMS = [
  { width: 340, height: 300 },
  { width: 700, height: 420 },
  { width: 1100, height: 800 },
]

describe('a map and its tokens', () => {
  it('stay in their room, and tokens do not lie on one another', () => {
    for (const room of ROOMS)
      for (const T of [1, 3, 12, 40])
        for (const S of [1, 5, 40])
          for (const longest of [1, 4, 9]) {
            const size = { T, S, row: longest, column: longest }
            const at = layoutOf(room, size, 16)
            const over = at.turned ? longest * Math.cos(SLANT) * at.font : 0
            expect(at.left + S * at.cellWidth + over).toBeLessThanOrEqual(room.width + 1)
            expect(at.top + T * at.cellHeight).toBeLessThanOrEqual(room.height + 1)
            expect(at.left).toBeGreaterThanOrEqual(longest * at.font)
            expect(at.cellHeight * at.everyRow).toBeGreaterThanOrEqual(1.1 * at.font)
            expect(at.cellWidth * at.everyColumn).toBeGreaterThanOrEqual(
              (at.turned ? 1.2 : longest) * at.font,
            )
          }
  })

  it('have large tokens where there are few, also on a projector', () => {
    const three = layoutOf({ width: 700, height: 420 }, { T: 3, S: 3, row: 2, column: 2 }, 16)
    expect([three.font, three.turned]).toEqual([28, false])
    const signs = layoutOf({ width: 700, height: 600 }, { T: 43, S: 43, row: 1, column: 1 }, 16)
    expect([signs.turned, signs.everyColumn]).toEqual([false, 1])
    const sentence = layoutOf({ width: 1100, height: 800 }, { T: 8, S: 8, row: 4, column: 4 }, 20)
    expect(sentence.font).toBeGreaterThanOrEqual(16)
    expect(sentence.turned).toBe(false)
  })

  it('name every second or third token where all have no room, and always the one that is looked at', () => {
    const at = layoutOf({ width: 340, height: 200 }, { T: 40, S: 40, row: 4, column: 4 }, 16)
    expect(at.everyRow).toBeGreaterThan(1)
    expect([0, 1, 2, 3, 4, 5, 6].filter((place) => named(place, 3, null))).toEqual([0, 3, 6])
    expect([0, 1, 2, 3, 4, 5, 6].filter((place) => named(place, 3, 4))).toEqual([0, 4])
    expect([0, 1, 2].filter((place) => named(place, 1, 1))).toEqual([0, 1, 2])
  })
})

describe('small maps', () => {
  it('are as large as all have room, in rows of so many as there are heads', () => {
    const { across, width, height } = gridOf(
      { width: 800, height: 500 },
      { maps: 12, across: 4, aspect: 1 },
      16,
    )
    expect(across).toBe(4)
    expect(width).toBe(height)
    expect(3 * (height + 12)).toBeLessThanOrEqual(500)
    expect(gridOf({ width: 1200, height: 120 }, { maps: 12, across: 4, aspect: 1 }, 16).across).toBe(12)
    expect(gridOf({ width: 900, height: 100 }, { maps: 4, across: null, aspect: 1 }, 16).across).toBe(4)
    expect(gridOf({ width: 100, height: 900 }, { maps: 4, across: null, aspect: 1 }, 16).across).toBe(1)
  })

  it('never get too small for a finger', () => {
    const { width } = gridOf({ width: 300, height: 200 }, { maps: 144, across: 12, aspect: 1 }, 16)
    expect(width).toBeGreaterThanOrEqual(44)
  })
})
