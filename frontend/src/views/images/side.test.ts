import { describe, expect, it } from 'vitest'
import { sideOfCells } from './side'

const tables = Array.from({ length: 3 }, () => ({ width: 3, height: 3 }))

describe('the side of cells of tables', () => {
  it('is that of the number of rows that shows them largest', () => {
    expect(sideOfCells(tables, 920, 110, 10, 20)).toBe(29) // one row: 110 high
    expect(sideOfCells(tables, 310, 4000, 10, 20)).toBeCloseTo(310 / 3 - 1) // one column
  })

  it('of tables in one row is what the width allows', () => {
    expect(sideOfCells(tables, 380, Infinity, 10, 20, true)).toBe(39)
  })
})
