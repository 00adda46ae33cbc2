import { describe, expect, it } from 'vitest'
import { drawnTo, onSheet, type Stroke } from './strokes'

describe('strokes', () => {
  it('begin anew or go on, and leave what was drawn as it was', () => {
    const one = drawnTo([], [0.1, 0.2], 0.05, true)
    const two = drawnTo(one, [0.3, 0.4], 0.05, false)
    const three = drawnTo(two, [0.5, 0.5], 0.1, true)
    expect(one).toEqual([{ width: 0.05, points: [[0.1, 0.2]] }])
    expect(two[0]?.points).toHaveLength(2)
    expect(three.map(({ points }: Stroke) => points.length)).toEqual([2, 1])
    expect(drawnTo([], [0, 0], 0.1, false)).toHaveLength(1)
  })

  it('stay on the sheet', () => {
    expect(onSheet(-1, 2)).toEqual([0, 1])
    expect(onSheet(0.25, 0.75)).toEqual([0.25, 0.75])
  })
})
