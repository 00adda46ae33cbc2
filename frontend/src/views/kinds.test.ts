import { describe, expect, it } from 'vitest'
import type { Packed } from '../api/types'
import { liveNumbers, numberText, prepared, spokenTex } from './formula'
import { bestColumns, paintPicture, pictures, pixelText } from './images'
import { linked } from './linked.svelte'
import { cellText } from './table'
import { firstSentence, namesLayer } from './text'

function packed(dtype: string, bytes: ArrayBufferView, shape?: string): Packed {
  return { dtype, bdata: btoa(String.fromCharCode(...new Uint8Array(bytes.buffer))), shape }
}

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

describe('tables', () => {
  it('write what is missing as a dash', () => {
    const column = { digits: 3, percent: false }
    expect(cellText(NaN, column)).toBe('–')
    expect(cellText(-1234.5, column)).toBe('−1235')
    expect(cellText(0.0012345, column)).toBe('0.00123')
    expect(cellText(0.123, { digits: 3, percent: true })).toBe('12.3 %')
    expect(cellText(-0.2, { digits: 0, percent: false })).toBe('0')
  })

  it('write a number that rounds up with the same digits', () => {
    const column = { digits: 3, percent: false }
    expect([1.5, 12.25, 0.9999999, 1.5e-9].map((value) => cellText(value, column))).toEqual([
      '1.50',
      '12.3',
      '1.00',
      '1.50e−9',
    ])
    expect(cellText(0.05, { digits: 2, percent: true })).toBe('5 %')
  })
})

describe('images', () => {
  const grey = pictures({ images: packed('u1', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), '2,2,2') })
  const colour = pictures({ images: packed('u1', Uint8Array.of(9, 8, 7), '1,1,1,3') })

  it('are read in grey and in colour', () => {
    expect(grey).toMatchObject({ n: 2, height: 2, width: 2, channels: 1 })
    expect(colour).toMatchObject({ n: 1, channels: 3 })
    expect(grey && pixelText(grey, 1, 0, 1)).toBe('6')
    expect(colour && pixelText(colour, 0, 0, 0)).toBe('9, 8, 7')
  })

  it('become pixels', () => {
    const pixels = new Uint32Array(1)
    if (colour) paintPicture(colour, 0, new Uint32Array(256), pixels)
    expect([...new Uint8Array(pixels.buffer)]).toEqual([9, 8, 7, 255])
  })

  it('fill their area', () => {
    expect(bestColumns(10, 700, 150, 1, 20)).toBe(10)
    expect(bestColumns(9, 300, 360, 1, 20)).toBe(3)
    expect(bestColumns(1, 300, 300, 1, 0)).toBe(1)
  })
})

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
