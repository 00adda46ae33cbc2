import { describe, expect, it } from 'vitest'
import type { TokensFigure } from '../../api/types'
import { floats, packed } from '../fixture'
import { tokensSentences } from './sentences'
import { neighbour, shareOf, tokensOf } from './tokens'

const none = { en: '', zh: '' }
const figure: TokensFigure = {
  kind: 'tokens',
  title: none,
  caption: none,
  alt: none,
  max_rate: 30,
  linked: null,
  value: { en: 'probability', zh: '概率' },
  scale: 'sequential',
  low: 0,
  high: 1,
  percent: true,
  lines: [{ en: 'greedy', zh: '贪心' }],
  action: null,
  chosen: null,
}
const arrays = {
  text: packed('u1', new TextEncoder().encode('▁a\nb\n▁c\n')),
  value: floats([0.5, NaN, 1]),
  line: packed('i4', Int32Array.of(0, 0, 2)),
}

describe('coloured tokens', () => {
  const lines = tokensOf(arrays)
  const [a, b] = lines[0]!
  const [c] = lines[2]!

  it('stand in their lines', () => {
    expect(lines.map((tokens) => tokens.map(({ text }) => text))).toEqual([['a', 'b'], [], ['c']])
    expect(tokensOf({ text: arrays.text }).map((tokens) => tokens.length)).toEqual([3])
    expect(tokensOf({})).toEqual([])
  })

  it('are told with their values, and one that has none as such', () => {
    expect(tokensSentences(figure, arrays, 'en')).toEqual([
      'greedy: a: 50.0 %; b: no value',
      'line 2: ',
      'line 3: c: 100.0 %',
    ])
    expect(tokensSentences(figure, {}, 'en')).toEqual(['No tokens yet.'])
  })

  it('have colours between the ends of the scale and none beyond', () => {
    const signed = { low: -2, high: 2 }
    expect([-3, -2, 0, 1, 9].map((value) => shareOf(value, signed))).toEqual([0, 0, 0.5, 0.75, 1])
    expect(shareOf(1, { low: 1, high: 1 })).toBe(0)
  })

  it('are gone over with arrow keys', () => {
    expect(neighbour('ArrowRight', a!, lines)).toBe(b)
    expect(neighbour('ArrowLeft', a!, lines)).toBeNull()
    const full = [[a!, b!], [c!]]
    expect(neighbour('ArrowRight', b!, full)).toBe(c)
    expect(neighbour('ArrowDown', b!, full)).toBe(c)
    expect(neighbour('ArrowUp', c!, full)).toBe(a)
    expect(neighbour('Enter', a!, full)).toBeNull()
  })
})
