import { describe, expect, it } from 'vitest'
import { packed } from '../fixture'
import { liveNumbers, numberText, prepared, spokenTex } from './formula'

describe('formulas', () => {
  const tex = 'W \\leftarrow W - @eta@ g^{@a_1@}'

  it('mark the places of their numbers', () => {
    const { tex: marked, names } = prepared(tex)
    expect(names).toEqual(['eta', 'a_1'])
    expect(marked).toContain('{\\htmlClass{live-number live-0}{0}} g^{{\\htmlClass{live-number live-1}{0}}}')
    expect(marked).not.toContain('@')
  })

  it('write numbers at a steady width', () => {
    expect(numberText(-0.5, 3)).toBe('−0.500')
    expect(numberText(4, 3)).toBe('4')
    expect(numberText(NaN, 3)).toBe('–')
    expect(numberText(-Infinity, 3)).toBe('−∞')
    const numbers = liveNumbers({ eta: packed('f4', Float32Array.of(0.25)) }, 2)
    expect(spokenTex(tex, numbers)).toBe('W \\leftarrow W - 0.25 g^{–}')
  })
})
