import { expect, it } from 'vitest'
import { shrunk } from './headlines'

it('draws a long number smaller, so that it takes no more room than a short one', () => {
  expect(shrunk('100.0 %')).toBe(1)
  for (const long of ['1,427,157', '−1.43×10⁻¹²']) expect(shrunk(long) * long.length).toBeCloseTo(7)
})
