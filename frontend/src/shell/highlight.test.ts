import { expect, it } from 'vitest'
import { sections } from './highlight'

it('cuts a program where its functions begin, and loses nothing', () => {
  const code =
    'import torch\n\n\ndef loss(w):\n    return w\n\n\nclass Lab:\n    def step(self):\n        pass\n'
  const found = sections(code, 'python')
  expect(found.map(({ name }) => name)).toEqual([null, 'loss', 'step'])
  expect(found.map(({ text }) => text).join('')).toBe(code)
  expect(sections('curl -X POST', 'shell')).toEqual([{ name: null, text: 'curl -X POST' }])
})
