import { describe, expect, it } from 'vitest'
import type { Bounds } from './model'
import { toPosition, toValue } from './scale'
import { within } from './values'

const bounds = (more: Partial<Bounds>): Bounds => ({
  integer: false,
  min: 0,
  max: 1,
  openMin: false,
  openMax: false,
  multiple: 0,
  ...more,
})

describe('slider positions', () => {
  it.each([
    ['linear', bounds({ min: -8, max: 8 })],
    ['log', bounds({ min: 1e-3, max: 1e4 })],
    ['log', bounds({ max: 10, openMin: true })],
    ['log', bounds({ max: 10 })],
    ['log', bounds({ min: 1, max: 5000, integer: true })],
  ] as const)('on a %s scale every position gives an allowed value that comes back', (scale, limits) => {
    for (let k = 0; k <= 100; k++) {
      const value = toValue(k / 100, limits, scale)
      expect(within(value, limits)).toBe(true)
      expect(Math.abs(toPosition(value, limits, scale) - k / 100)).toBeLessThan(0.12)
    }
    expect(toPosition(limits.max, limits, scale)).toBe(1)
  })

  it('keeps 0 at the left end of a log slider that includes it', () => {
    expect(toValue(0, bounds({ max: 10 }), 'log')).toBe(0)
    expect(toPosition(0, bounds({ max: 10 }), 'log')).toBe(0)
  })
})
