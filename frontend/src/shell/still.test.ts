import { expect, it } from 'vitest'
import { Curve } from '../views/curves/buckets'
import { stillFor } from './still'

function curve(steps: number, value: (step: number) => number): Curve {
  const made = new Curve()
  for (let step = 1; step <= steps; step++) made.push(step, value(step))
  return made
}
const noise = (step: number): number => Math.sin(step * 12.9898) * Math.sin(step * 78.233)

it('tells a run that stands still from one that goes on', () => {
  expect(stillFor([curve(3000, () => 0.693)], 3000)).toBe(1000)
  expect(stillFor([curve(900, () => 0.693)], 900)).toBe(0)
  expect(stillFor([curve(8000, (step) => 0.2 + 0.05 * noise(step))], 8000)).toBe(4000)
  expect(stillFor([curve(8000, (step) => Math.exp(-step / 4000))], 8000)).toBe(0)
  expect(stillFor([], 8000)).toBe(0)
})

it('waits until every curve rests', () => {
  const resting = curve(8000, () => 1)
  const falling = curve(8000, (step) => 1 / step)
  expect(stillFor([resting, falling], 8000)).toBe(0)
})

it('lets a plateau of two thousand steps pass, as a network has before it bends', () => {
  expect(stillFor([curve(2000, (step) => 0.69 + 0.02 * noise(step))], 2000)).toBe(0)
})
