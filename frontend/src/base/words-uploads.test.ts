import { expect, it } from 'vitest'
import { contents, uploadWords } from './words-uploads'

const common = { id: 'a'.repeat(64), name: 'file', created: '2026-01-01T00:00:00Z', notes: [] }

it('say what there is in an upload', () => {
  expect(contents({ ...common, kind: 'vectors', words: 12, width: 25 })).toBe('12 words with 25 numbers each')
  expect(contents({ ...common, kind: 'pairs', pairs: 9 })).toBe('9 pairs of sentences')
  expect(contents({ ...common, kind: 'text', words: 40 })).toBe('a text of about 40 words')
  expect(
    contents({
      ...common,
      kind: 'pictures',
      classes: ['a', 'b'],
      counts: [3, 4],
      channels: 1,
      height: 8,
      width: 8,
    }),
  ).toBe('7 pictures: a, b')
})

it('are in both languages', () => {
  for (const [en, zh] of Object.values(uploadWords)) expect([en, zh].every(Boolean)).toBe(true)
})
