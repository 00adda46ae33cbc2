import { expect, it } from 'vitest'
import { firstSentence, namesLayer, withinLayer } from './text'

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

it('leaves out the layer where it is said already', () => {
  expect(withinLayer('layer 1, unit 4', 'Layer 1')).toBe('unit 4')
  expect(withinLayer('第 1 层第 4 个', '第 1 层')).toBe('第 4 个')
  expect(withinLayer('x₁', 'Inputs')).toBe('x₁')
  expect(withinLayer('layer 12, unit 4', 'Layer 1')).toBe('layer 12, unit 4')
})
