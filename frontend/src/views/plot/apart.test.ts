import { expect, it } from 'vitest'
import { readable, type Written } from './apart'

const number = (middle: number, size: number): Written => ({
  left: 4,
  right: 20,
  top: middle - size / 2,
  bottom: middle + size / 2,
  size,
})

it('keeps every second number where there is no room for all', () => {
  expect([...readable([number(50, 12), number(44, 12), number(38, 12)])]).toEqual([0, 2])
})

it('keeps powers of ten before the digits between them', () => {
  const digits = [28, 19, 12, 6].map((middle) => number(middle, 9))
  expect(readable([...digits, number(0, 12)])).toEqual(new Set([4, 0, 1, 2]))
})
