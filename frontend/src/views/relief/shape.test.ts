import { describe, expect, it } from 'vitest'
import { finer, groundOf, heightAt, type Ground } from './ground'
import { isHidden, met, reliefOf } from './hidden'
import { lit, shadows } from './light'
import { meshOf, POINT } from './mesh'
import { blockOf } from './scale'
import { floats, packed } from '../fixture'

const over = (n: number, f: (x: number, y: number) => number): Ground => ({
  columns: n,
  rows: n,
  left: -1,
  right: 1,
  low: -1,
  high: 1,
  heights: Float32Array.from({ length: n * n }, (_, at) =>
    f(-1 + (2 * (at % n)) / (n - 1), -1 + (2 * Math.floor(at / n)) / (n - 1)),
  ),
})

describe('a ground', () => {
  it('is read from a frame, as a logarithm where the frame says so', () => {
    const arrays = {
      'ground.x': floats([0, 1, 2]),
      'ground.y': floats([5, 6]),
      'ground.z': packed('f4', new Float32Array([1, 10, 100, 1, 1, NaN]), '2,3'),
      log: packed('u1', new Uint8Array([1])),
    }
    const ground = groundOf(arrays)
    expect(ground).toMatchObject({ columns: 3, rows: 2, left: 0, right: 2, low: 5, high: 6 })
    expect([...(ground?.heights ?? [])]).toEqual([0, 1, 2, 0, 0, NaN])
    expect(groundOf({})).toBeNull()
  })

  it('made finer goes through every point and is exact for a parabola', () => {
    const f = (x: number, y: number): number => 1 + x * x - 2 * x * y
    const coarse = over(9, f)
    const fine = finer(coarse, 33)
    expect([fine.columns, fine.rows]).toEqual([33, 33])
    for (let row = 0; row < 9; row++)
      for (let column = 0; column < 9; column++)
        expect(fine.heights[row * 4 * 33 + column * 4]).toBe(coarse.heights[row * 9 + column])
    for (const [x, y] of [
      [0.3125, 0.0625],
      [-0.4375, 0.5],
    ] as const)
      expect(heightAt(fine, x, y)).toBeCloseTo(f(x, y), 5)
  })

  it('has no height outside and in a hole', () => {
    const ground = over(3, (x, y) => (x === 0 && y === 0 ? NaN : 1))
    expect(heightAt(ground, 1.1, 0)).toBeNaN()
    expect(heightAt(ground, 0.2, 0.2)).toBeNaN()
    expect(
      heightAt(
        over(3, (x) => x),
        0.25,
        -0.6,
      ),
    ).toBeCloseTo(0.25)
  })
})

describe('light', () => {
  it('falls by slopes that are those of the function', () => {
    const ground = over(81, (x, y) => Math.sin(2 * x) + y * y)
    const { across, up } = lit(ground, 0.5)
    const at = 30 * 81 + 55 // x = 0.375, y = -0.25
    expect(across[at]).toBeCloseTo(0.5 * 2 * Math.cos(0.75), 2)
    expect(up[at]).toBeCloseTo(0.5 * 2 * -0.25, 2)
    const points = meshOf(ground, blockOf(ground, -1, 2, false)).points
    expect(points[at * POINT]).toBeCloseTo(0.375)
    expect(points[at * POINT + 1]).toBeCloseTo(-0.25)
  })

  it('of a wall throws a shadow as long as the wall is high, under a lamp at 45 degrees', () => {
    const wall = over(81, (x) => (x < -0.49 && x > -0.51 ? 0.4 : 0))
    const half = Math.SQRT1_2
    const lamp = shadows(wall, 1, [-half, 0, half])
    const row = 40 * 81
    const at = (x: number): number => lamp[row + Math.round((x + 1) * 40)] ?? NaN
    expect(at(-0.8)).toBe(1) // towards the lamp
    expect(at(-0.4)).toBe(0)
    expect(at(-0.2)).toBe(0)
    expect(at(-0.05)).toBe(1)
  })

  it('leaves flat ground alone', () => {
    const { lamp, sky } = lit(
      over(21, () => 3),
      1,
    )
    expect(new Set(lamp)).toEqual(new Set([1]))
    expect(Math.max(...sky) - Math.min(...sky)).toBeLessThan(1e-6)
  })
})

describe('what the ground hides', () => {
  const ridge = over(81, (_, y) => (Math.abs(y) < 0.1 ? 1 : 0))
  const block = blockOf(ridge, 0, 1, false)
  const relief = reliefOf(ridge, block)
  const top = relief(0, 0)

  it('lies behind a ridge for a low eye, not for a high one', () => {
    expect(isHidden(relief, top, [0, -5, 0.9], 0, 0.5, 0)).toBe(true)
    expect(isHidden(relief, top, [0, -5, 0.9], 0, -0.5, 0)).toBe(false)
    expect(isHidden(relief, top, [0, -1, 9], 0, 0.5, 0)).toBe(false)
    expect(isHidden(relief, top, [0, -5, 0.9], 0, 0, top)).toBe(false)
  })

  it('begins where a ray first meets the ground', () => {
    const hit = met(relief, top, [0, -5, 3], [0, 4.5, -3])
    expect(hit?.y).toBeCloseTo(-0.5, 3)
    const steep = met(relief, top, [0.3, 0.6, 5], [0, 0, -5])
    expect(steep).toEqual({ x: 0.3, y: 0.6 })
    expect(met(relief, top, [0, -5, 3], [0, 0, 1])).toBeNull()
  })
})
