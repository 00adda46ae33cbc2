import { expect, it } from 'vitest'
import { assetWords, inBytes } from './words-assets'

it('tell sizes as the command does', () => {
  const told = [0, 999, 1000, 1_157_945, 12_000_000, 574_673_361, 5_000_000_000].map(inBytes)
  expect(told).toEqual(['0 B', '999 B', '1.0 kB', '1.2 MB', '12 MB', '575 MB', '5.0 GB'])
})

it('are in both languages', () => {
  for (const [en, zh] of Object.values(assetWords)) expect([en, zh].every(Boolean)).toBe(true)
})
