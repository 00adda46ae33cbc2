import { expect, it } from 'vitest'
import { inOneLine } from './tabs'

const tabs = [
  { name: 'chain', title: 'What a chain of layers leaves of the gradient' },
  { name: 'short', title: 'Map' },
  { name: 'third', title: 'Gradients' },
]

it('keeps the tab in use in the line and puts behind “More” what has no room', () => {
  expect(inOneLine(tabs, 'chain', 900)).toEqual({ line: tabs, more: [], tight: false })
  const split = inOneLine(tabs, 'third', 260)
  expect(split.line.map(({ name }) => name)).toContain('third')
  expect(split.line.length + split.more.length).toBe(3)
  expect(split.tight).toBe(false)
})

it('says when even the tab in use has no room for its whole name', () => {
  const { line, tight } = inOneLine(tabs, 'chain', 260)
  expect(line.map(({ name }) => name)).toEqual(['chain'])
  expect(tight).toBe(true)
})
