import { describe, expect, it } from 'vitest'
import { linearAxis, logAxis, spread } from './axis'

describe('axes', () => {
  it('choose round ticks', () => {
    expect(linearAxis({ low: 0, high: 1040 }, 0, 100, 5).ticks).toEqual([0, 500, 1000])
    expect(logAxis({ low: 0.07, high: 4 }, 0, 100, 4).ticks).toEqual([0.1, 0.3, 1, 3])
    expect(logAxis({ low: 1e-6, high: 10 }, 0, 100, 4).ticks).toEqual([1e-6, 1e-4, 1e-2, 1])
  })

  it('have ticks within a decade too', () => {
    expect(logAxis({ low: 0.31, high: 0.47 }, 0, 100, 3).ticks.length).toBeGreaterThanOrEqual(2)
    expect(logAxis({ low: 5.2, high: 9.1 }, 0, 100, 3).ticks).toEqual([6, 8])
  })

  it('spread labels without changing their order', () => {
    expect(spread([50, 52, 10], [15, 15, 15], 0, 100)).toEqual([50, 65, 10])
    expect(spread([98, 99], [14, 20], 0, 100)).toEqual([73, 90])
  })
})

it('has places for all ticks of a log axis, however far it reaches, and no more than have room', () => {
  for (const low of [1e-30, 1e-9, 0.02, 0.7, 2])
    for (const reach of [1.01, 3, 12, 400, 1e9, 4.5e9, 1e40])
      for (const count of [2, 3, 4]) {
        const axis = logAxis({ low, high: low * reach }, 0, 100, count)
        expect(axis.ticks.length).toBeGreaterThan(0)
        expect(axis.ticks.length).toBeLessThanOrEqual(count + 1)
        for (const tick of axis.ticks) {
          expect(axis.at(tick)).toBeGreaterThan(-1)
          expect(axis.at(tick)).toBeLessThan(101)
        }
      }
})
