import { expect, it } from 'vitest'
import { phrase, words } from './words'

it('have no number as programs print it', () => {
  const wrong = /(?<![\p{L}\p{N})\]}.…%-])-\.?\d|\d[eE][+-]?\d/u
  const found = Object.entries(words).filter(([, texts]) => texts.some((text) => wrong.test(text)))
  // What is to be typed is told as it is typed.
  expect(found.map(([word]) => word)).toEqual(['answer_unreadable', 'number_unreadable'])
})

it('write the numbers put into them', () => {
  expect(phrase('allowed_whole', 'en', { low: -6, high: 4294967295 })).toBe(
    'Allowed: whole numbers from −6 to 4,294,967,295.',
  )
})
