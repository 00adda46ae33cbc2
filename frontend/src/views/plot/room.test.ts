import { expect, it } from 'vitest'
import { roomy } from './room'

const layout = { xaxis: { range: [0, 100] }, yaxis: { range: [-3, 1] }, margin: { t: 0 } }
const own = { xaxis: { title: 'update t' }, yaxis: { title: 'loss' }, margin: { r: 50, t: 40 } }
const curves = { data: [{ type: 'scatter' }], layout: own }
const size = { width: 600, height: 500, em: 20 }

it('leaves room for numbers and names inside axes whose ends are given', () => {
  const { xaxis, yaxis } = roomy(layout, curves, size)
  const pixels = (axis: unknown, length: number, value: number): number => {
    const [low, high] = (axis as { range: [number, number] }).range
    return ((value - low) / (high - low)) * length
  }
  expect(pixels(xaxis, 600, 0)).toBeCloseTo(2.5 * 20)
  expect(pixels(xaxis, 600, 100)).toBeCloseTo(600 - (50 * 20) / 16)
  expect(pixels(yaxis, 500, -3)).toBeCloseTo(2.8 * 20)
  expect(pixels(yaxis, 500, 1)).toBeCloseTo(500 - 1.3 * 20 - 50)
})

it('takes at most a third of an axis, and nothing from a map or an axis that follows its numbers', () => {
  const { yaxis } = roomy(layout, curves, { width: 600, height: 60, em: 20 })
  expect(yaxis).toMatchObject({ range: [-3 - (56 / 132) * 2, 1 + (76 / 132) * 2] })
  expect(roomy({ ...layout, xaxis: {}, yaxis: {} }, curves, size)).toEqual({})
  expect(roomy(layout, { data: [{ type: 'contour' }], layout: own }, size)).toEqual({})
})

it('leaves none for names that stand outside of a low picture', () => {
  const low = { ...layout, margin: { t: 25 } }
  const { yaxis } = roomy(low, curves, size)
  expect(yaxis).toMatchObject({ range: [-3 - 30 * (4 / 420), 1 + 50 * (4 / 420)] })
})
