import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Gesture } from '../api/types'
import { Dragged } from './dragged.svelte'
import type { PixelAxes } from './gestures'
import { floats } from './fixture'
import { framedAxes } from './plot/framed'
import { axisName, heldAxes } from './plot/holder'

const text = { en: '', zh: '' }
const axis = {
  offset: 0,
  length: 100,
  value: (pixel: number) => pixel / 10,
  pixel: (value: number) => value * 10,
}
const axes: PixelAxes = { x: axis, y: axis }
const move: Gesture = {
  on: 'drag',
  action: 'move',
  trace: 'points',
  x: 'x',
  y: 'y',
  index: 'index',
  along: null,
  x_within: [null, null],
  y_within: [null, null],
  hint: text,
}
const slide: Gesture = { ...move, action: 'slide', y: null, index: null, along: 'line' }
const points = { x: [1, 2], y: [3, 4] }

describe('a point in the hand', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is where the hand has it, the others where they are', () => {
    const dragged = new Dragged(() => [move])
    dragged.follow({ name: 'move', action: { x: 7, y: 8, index: 1 }, moving: true })
    expect(dragged.among(points)).toEqual({ x: Float64Array.of(1, 7), y: Float64Array.of(3, 8) })
    expect(dragged.gesture).toBe(move)
  })

  it('stays on its line where only its x is dragged', () => {
    const dragged = new Dragged(() => [slide])
    dragged.follow({ name: 'slide', action: { x: 1.5 }, moving: true })
    const { x, y } = dragged.among({ x: [0], y: [0] }, { x: [0, 1, 2], y: [0, 10, 30] })
    expect([x[0], y[0]]).toEqual([1.5, 20])
  })

  it('is let go when a frame agrees, not before, and after a while in any case', () => {
    const dragged = new Dragged(() => [move])
    const there = { x: [1, 7], y: [3, 8.05] }
    dragged.follow({ name: 'move', action: { x: 7, y: 8, index: 1 }, moving: true })
    dragged.settle(there, axes)
    expect(dragged.gesture).toBe(move)
    dragged.follow({ name: 'move', action: { x: 7, y: 8, index: 1 }, moving: false })
    dragged.settle(points, axes)
    expect(dragged.among(points).x[1]).toBe(7)
    dragged.settle(there, axes)
    expect(dragged.gesture).toBeNull()
    dragged.follow({ name: 'move', action: { x: 9, y: 9, index: 0 }, moving: false })
    vi.advanceTimersByTime(2000)
    expect(dragged.gesture).toBeNull()
  })
})

describe('axes under a hand', () => {
  it('keep the ranges they are drawn with, but those that are given', () => {
    const layout = { xaxis: { title: 'x', range: [0, 1] }, yaxis: { title: 'y' } }
    expect(heldAxes(layout, layout, () => [2, 3])).toEqual({
      yaxis: { title: 'y', range: [2, 3], autorange: false },
    })
  })

  it('are as a frame has them, its numbers in their names', () => {
    const layout = {
      xaxis: { nticks: 5 },
      annotations: [{ name: 'title.xaxis', text: 'w<sub>{index}</sub>' }],
    }
    const framed = framedAxes(layout, { 'xaxis.range': floats([-1, 1]), 'xaxis.index': floats([2]) })
    expect(framed['xaxis']).toEqual({ nticks: 5, range: [-1, 1], autorange: false })
    expect(axisName(framed, 'xaxis')).toBe('w2')
  })
})
