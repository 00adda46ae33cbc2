import { describe, expect, it } from 'vitest'
import type { PixelAxes } from './gestures'
import { hasFixedAxes, movedTraces, outline } from './quick'

const identity = { offset: 0, length: 100, value: (pixel: number) => pixel, pixel: (value: number) => value }
const axes: PixelAxes = { x: identity, y: identity }

describe('what can be moved without a redraw', () => {
  it('names the traces of which only places changed', () => {
    expect(movedTraces(['path0.x', 'path0.y', 'ball.x'])).toEqual(['path0', 'ball'])
    expect(movedTraces(['path0.x', 'ground.z'])).toBeNull()
    expect(movedTraces(['path0.marker.color'])).toBeNull()
  })

  it('needs ranges that no number can change', () => {
    expect(hasFixedAxes({ xaxis: { range: [0, 1] }, yaxis: { range: [0, 1] } })).toBe(true)
    expect(hasFixedAxes({ xaxis: { range: [0, 1] }, yaxis: {} })).toBe(false)
    expect(hasFixedAxes({ xaxis: { range: [0, 1] }, yaxis: { range: [0, 1], type: 'log' } })).toBe(false)
    expect(hasFixedAxes({})).toBe(false)
  })
})

describe('outline', () => {
  it('joins points and breaks at gaps', () => {
    expect(outline([0, 10, NaN, 20, 30], [0, 5, 0, 5, 0], axes)).toBe('M0.0,0.0L10.0,5.0M20.0,5.0L30.0,0.0')
  })

  it('leaves out points that nobody could tell apart', () => {
    expect(outline([0, 0.1, 0.2, 9], [0, 0, 0, 0], axes)).toBe('M0.0,0.0L9.0,0.0')
  })

  it('holds what lies far outside', () => {
    expect(outline([0, 1e30], [0, -Infinity], axes)).toBe('M0.0,0.0L100000.0,-100000.0')
  })

  it('is empty for nothing', () => expect(outline([], [], axes)).toBe(''))
})
