import { describe, expect, it } from 'vitest'
import { cellText } from './table'

describe('tables', () => {
  it('write what is missing as a dash', () => {
    const column = { digits: 3, percent: false }
    expect(cellText(NaN, column)).toBe('–')
    expect(cellText(NaN, column, '?')).toBe('?')
    expect(cellText(NaN, { digits: 2, percent: true }, '?')).toBe('?')
    expect(cellText(-1234.5, column)).toBe('−1,235')
    expect(cellText(0.0012345, column)).toBe('0.00123')
    expect(cellText(0.123, { digits: 3, percent: true })).toBe('12.3 %')
    expect(cellText(-0.2, { digits: 0, percent: false })).toBe('0')
  })

  it('write a number that rounds up with the same digits', () => {
    const column = { digits: 3, percent: false }
    expect([1.5, 12.25, 0.9999999, 1.5e-9].map((value) => cellText(value, column))).toEqual([
      '1.50',
      '12.3',
      '1.00',
      '1.50×10⁻⁹',
    ])
    expect(cellText(0.05, { digits: 2, percent: true })).toBe('5 %')
  })
})
