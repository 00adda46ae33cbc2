import { describe, expect, it } from 'vitest'
import { floats, packed } from '../fixture'
import { RateOf } from './rate'
import { paintStill, stillOf } from './reading'

describe('a picture that is read', () => {
  const arrays = {
    picture: packed('u1', Uint8Array.of(10, 20, 30, 200, 100, 50), '1,2,3'),
    classes: packed('i4', Int32Array.of(7, 3, 5)),
    probabilities: floats([0.5, 0.25, 0.125]),
    heat: packed('u1', Uint8Array.of(0, 255), '1,2'),
  }

  it('has its classes in their order, no more than are shown', () => {
    expect(stillOf(arrays, 2)?.found).toEqual([
      { index: 7, share: 0.5 },
      { index: 3, share: 0.25 },
    ])
    expect(stillOf({}, 2)).toBeNull()
  })

  it('lies in the dark where nothing speaks for the class, and shines where all does', () => {
    const still = stillOf(arrays, 5)!
    const bytes = new Uint8ClampedArray(8)
    paintStill(still, true, bytes)
    expect([...bytes.slice(4)]).toEqual([200, 100, 50, 255])
    expect([...bytes.slice(0, 3)].every((value, i) => value < [3, 6, 9][i]!)).toBe(true)
    paintStill(still, false, bytes)
    expect([...bytes]).toEqual([10, 20, 30, 255, 200, 100, 50, 255])
  })

  it('counts how often it is told', () => {
    const rate = new RateOf()
    const told = [0, 100, 200, 300].map((now) => rate.after(now))
    expect(told[0]).toBe(0)
    expect(told[3]).toBeCloseTo(10)
    expect(rate.after(10_000)).toBe(0)
  })
})
