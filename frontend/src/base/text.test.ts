import { expect, it } from 'vitest'
import { firstSentence, namesLayer } from './text'

it('takes the first sentence', () => {
  expect(firstSentence('Half is 0.5 here. The rest follows.')).toBe('Half is 0.5 here.')
  expect(firstSentence('第一句。第二句。')).toBe('第一句。')
  expect(firstSentence('No end')).toBe('No end')
})

it('knows when a unit names its layer', () => {
  expect(namesLayer('layer 1, unit 4', 'Layer 1')).toBe(true)
  expect(namesLayer('第1层第 4 个', '第 1 层')).toBe(true)
  expect(namesLayer('x₁', 'Inputs')).toBe(false)
})
