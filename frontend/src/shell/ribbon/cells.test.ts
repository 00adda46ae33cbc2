import { describe, expect, it } from 'vitest'
import { cellsOf, forkCells, ROUND } from './cells'

describe('cells of a run', () => {
  it('begin with the start, then what has been run, then what is to come', () => {
    expect(cellsOf(0, 6)).toEqual({ steps: [0, 1, 2, 3, 4, 6], joint: null })
    expect(cellsOf(7, 12).steps).toEqual([0, 1, 2, 3, 4, 6, 7, 10, 15, 25, 40, 60])
  })

  it('keep the start and the newest however long it gets, at about equal ratios', () => {
    const { steps } = cellsOf(14_000, 12)
    expect(steps).toEqual([0, 150, 250, 400, 600, 1000, 1500, 2500, 4000, 6000, 10_000, 14_000])
    expect(cellsOf(9_999_999, 12).steps).toHaveLength(12)
  })

  it('keep the last one before a change however long the run goes on', () => {
    expect(cellsOf(65_891, 6, 4191).steps).toEqual([0, 4000, 25_000, 40_000, 60_000, 65_891])
    expect(cellsOf(14_000, 12, 5000).steps).toEqual(cellsOf(14_000, 12).steps)
    expect(cellsOf(50, 6, 0).steps).toEqual(cellsOf(50, 6).steps)
  })

  it('are always rising and as many as there is room for', () => {
    for (const now of [0, 1, 5, 10, 99, 100, 101, 12_345]) {
      for (const count of [6, 8, 12]) {
        const { steps } = cellsOf(now, count)
        expect(steps).toHaveLength(count)
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
        expect(steps).toContain(now)
      }
    }
  })

  it('stand on round numbers', () => {
    expect(ROUND.slice(0, 12)).toEqual([0, 1, 2, 3, 4, 6, 10, 15, 25, 40, 60, 100])
  })
})

describe('cells of a fork', () => {
  it('are those before it, then those after it for both runs', () => {
    const { steps, joint } = forkCells(4000, 4250, 6500, 12)
    expect(steps).toHaveLength(12)
    expect(steps.slice(0, (joint ?? 0) + 1)).toEqual([0, 600, 1000, 1500, 2500, 4000])
    expect(steps).toContain(4250)
    expect(steps.at(-1)).toBe(6500)
  })

  it('always hold where the fork begins and has come to, and where the other ended', () => {
    for (const [fork, now, end] of [
      [0, 0, 50],
      [25, 25, 40],
      [25, 31, 25],
      [1000, 1200, 1100],
      [100, 5000, 900],
    ] as const) {
      for (const count of [6, 12]) {
        const { steps, joint } = forkCells(fork, now, end, count)
        expect(steps).toHaveLength(count)
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
        expect(steps[joint ?? -1]).toBe(fork)
        expect(steps).toContain(now)
        expect(Math.max(now, end)).toBeLessThanOrEqual(steps.at(-1) ?? 0)
      }
    }
  })
})
