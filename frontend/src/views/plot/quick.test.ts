import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../api/types'
import type { PlotAxes, PlotAxis } from './plotly'
import { closed, isPlain, movedTraces, outline, placesOf } from './quick'

const axis = (automatic: boolean, pixel = (value: number): number => value): PlotAxis => ({
  offset: 0,
  length: 100,
  value: (px) => px,
  pixel,
  automatic,
})
const fixed: PlotAxes = { x: axis(false), y: axis(false) }
const automatic: PlotAxes = { x: axis(false), y: axis(true) }

const line = (x: number[], y: number[], axes = fixed): string | null => {
  const places = placesOf(x, y, axes)
  return places && outline(places)
}

describe('what can be moved without a redraw', () => {
  it('names the traces of which only places changed', () => {
    expect(movedTraces(['path0.x', 'path0.y', 'ball.x'])).toEqual(['path0', 'ball'])
    expect(movedTraces(['path0.x', 'ground.z'])).toBeNull()
    expect(movedTraces(['path0.marker.color'])).toBeNull()
  })

  it('is drawn as straight lines and markers in the own axes', () => {
    const trace = { type: 'scatter', uid: 'a', line: { width: 2 }, marker: { size: 4 } }
    expect(isPlain(trace)).toBe(true)
    const others: JsonObject[] = [
      { type: 'bar' },
      { fill: 'tozeroy' },
      { texttemplate: 'α = %{x:.2g}' },
      { stackgroup: 'one' },
      { yaxis: 'y2' },
      { line: { shape: 'hv' } },
      { marker: { angleref: 'previous' } },
      { error_y: { array: [1] } },
    ]
    for (const more of others) expect(isPlain({ ...trace, ...more })).toBe(false)
  })
})

describe('places', () => {
  it('may leave a fixed axis, not one whose range follows the numbers', () => {
    expect(line([0, 50], [0, 300])).toBe('M0.0,0.0L50.0,300.0')
    expect(line([0, 50], [0, 300], automatic)).toBeNull()
    expect(line([0, 500], [0, 99], automatic)).toBe('M0.0,0.0L500.0,99.0')
    expect(line([0, 50], [-1, 50], automatic)).toBeNull()
  })

  it('are missing, not outside, where an automatic axis has no such number', () => {
    expect(line([0, 1, 9], [0, NaN, 9], automatic)).toBe('M0.0,0.0M9.0,9.0')
  })

  it('are where a logarithmic axis has them', () => {
    const log = axis(true, (value) => 10 * Math.log10(value))
    expect(line([0, 50], [10, 1e4], { x: axis(false), y: log })).toBe('M0.0,10.0L50.0,40.0')
  })
})

describe('outline', () => {
  it('joins points and breaks at gaps', () => {
    expect(line([0, 10, NaN, 20, 30], [0, 5, 0, 5, 0])).toBe('M0.0,0.0L10.0,5.0M20.0,5.0L30.0,0.0')
  })

  it('leaves out points that nobody could tell apart', () => {
    expect(line([0, 0.1, 0.2, 9], [0, 0, 0, 0])).toBe('M0.0,0.0L9.0,0.0')
  })

  it('holds what lies far outside', () => {
    expect(line([0, 1e30], [0, -Infinity])).toBe('M0.0,0.0L100000.0,-100000.0')
  })

  it('is empty for nothing, and so is what it encloses', () => {
    expect(line([], [])).toBe('')
    expect(closed('')).toBe('')
  })

  it('encloses each of its pieces', () =>
    expect(closed('M0,0L1,0L1,1M2,2L3,3')).toBe('M0,0L1,0L1,1ZM2,2L3,3Z'))
})
