import { expect, it } from 'vitest'
import { linked } from './linked.svelte'

it('highlights the same thing in views of one space only', () => {
  linked.point('digits', 3)
  expect(linked.keyIn('digits')).toBe(3)
  expect(linked.keyIn('other')).toBeNull()
  expect(linked.keyIn(null)).toBeNull()
  linked.point('other', null)
  expect(linked.keyIn('digits')).toBe(3)
  linked.point('digits', null)
  expect(linked.highlight).toBeNull()
  linked.point(null, 5)
  expect(linked.highlight).toBeNull()
})
