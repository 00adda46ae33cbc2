import { describe, expect, it } from 'vitest'
import {
  entryText,
  formatNumber,
  measuredNumber,
  quantity,
  readAnswer,
  readNumber,
  steadyNumber,
} from './numbers'

describe('readNumber', () => {
  it.each([
    ['0.05', 0.05],
    ['0,05', 0.05],
    ['0,001', 0.001],
    [',5', 0.5],
    ['-1,5', -1.5],
    ['1,5e-3', 0.0015],
    ['1e3', 1000],
    ['1.234', 1.234],
    ['12345', 12345],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['12 345', 12345],
    ['12\u00a0345,5', 12345.5],
    ['12\u202f345', 12345],
    ["12'345", 12345],
    ['12’345', 12345],
    ['１２', 12],
    ['０．０５', 0.05],
    ['０，０５', 0.05],
    ['－３', -3],
    ['\u22123', -3],
    ['–3', -3],
    ['0。5', 0.5],
    [' 7\u3000', 7],
    ['+2', 2],
    ['10⁻⁷', 1e-7],
    ['−7.9×10⁻¹¹', -7.9e-11],
    ['1,5 × 10^-3', 0.0015],
    ['2*10^6', 2e6],
  ])('reads %s', (text, number) => {
    expect(readNumber(text)).toEqual({ number })
  })

  it.each([
    '',
    ' ',
    'abc',
    '0x10',
    'Infinity',
    'NaN',
    '1e999',
    '1 5',
    '1,2,3',
    '1,23,456',
    '0,123,456',
    '1.2.3',
    '3²',
    '2^10',
    '110⁻⁷',
    '10%',
    '1-2',
    '12:30',
  ])('refuses %j', (text) => {
    expect(readNumber(text)).toEqual({ fault: 'unreadable' })
  })

  it('refuses what could be either, and says both', () => {
    expect(readNumber('1,234')).toEqual({ fault: 'ambiguous', readings: [1.234, 1234] })
    expect(readNumber('-12,345')).toEqual({ fault: 'ambiguous', readings: [-12.345, -12345] })
  })

  it('reads what the page writes into its fields', () => {
    for (const value of [0, -3, 0.05, 1e-7, 12345, 1234567, 2 ** 32 - 1, 1.5e9, 123456.7, -0.3, 1e21]) {
      const reading = readNumber(entryText(value))
      if (!('number' in reading)) throw new Error(entryText(value))
      expect(Math.abs(reading.number - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-5)
      if (Number.isInteger(value) && value < 1e15) expect(reading.number).toBe(value)
    }
  })
})

describe('readAnswer', () => {
  it.each([
    ['0.05', 0.05],
    ['\u22120.75', -0.75],
    ['９．５ｅ－７', 9.5e-7],
    ['2/100', 0.02],
    [' -1 / 4 ', -0.25],
    ['２／１００', 0.02],
    ['1\u20448', 0.125],
    ['0,5/2', 0.25],
    ['12 345/5', 2469],
  ])('reads %s', (text, number) => expect(readAnswer(text)).toEqual({ number }))

  it.each(['', '/', '1/', '/2', '1/2/3', '1/0', '0/0', 'a/b', '50%'])('refuses %j', (text) =>
    expect(readAnswer(text)).toEqual({ fault: 'unreadable' }),
  )

  it('refuses what could be either in a fraction too', () => {
    expect(readAnswer('1/1,234')).toEqual({ fault: 'ambiguous', readings: [1.234, 1234] })
  })
})

describe('a number is written', () => {
  const NUMBERS: [number, string, string][] = [
    [0.1 + 0.2, '0.3', '0.300'],
    [0, '0', '0'],
    [-0, '0', '0'],
    [1, '1', '1'],
    [1.00001, '1', '1.00'],
    [0.99, '0.99', '0.990'],
    [0.9996, '1', '1.00'],
    [0.62, '0.62', '0.620'],
    [0.0683, '0.0683', '0.0683'],
    [0.000367, '0.000367', '0.000367'],
    [0.0001, '0.0001', '0.000100'],
    [-0.5, '−0.5', '−0.500'],
    [123.456, '123', '123'],
    [-1.5, '−1.5', '−1.50'],
    [-1234.5, '−1,235', '−1,235'],
    [4321, '4,321', '4,321'],
    [12345, '12,345', '12,345'],
    [1541.7, '1,542', '1,542'],
    [7.9e-11, '7.9×10⁻¹¹', '7.90×10⁻¹¹'],
    [1e-7, '10⁻⁷', '1.00×10⁻⁷'],
    [-1e-7, '−10⁻⁷', '−1.00×10⁻⁷'],
    [1.5e9, '1.5×10⁹', '1.50×10⁹'],
    [2.5e-5, '2.5×10⁻⁵', '2.50×10⁻⁵'],
    [1e60, '10⁶⁰', '1.00×10⁶⁰'],
    [NaN, '–', '–'],
    [Infinity, '∞', '∞'],
    [-Infinity, '−∞', '−∞'],
  ]

  it.each(NUMBERS)('%d', (value, given, measured) => {
    expect([formatNumber(value), measuredNumber(value)]).toEqual([given, measured])
  })

  it('with all its digits in a column, though it is whole', () => {
    expect([1, 0.98, 20, 300, 4000].map((value) => steadyNumber(value))).toEqual([
      '1.00',
      '0.980',
      '20.0',
      '300',
      '4,000',
    ])
  })

  it('in per cent with one decimal', () => {
    expect([0.98, 1, -0.031, NaN].map((value) => quantity(value, true))).toEqual([
      '98.0 %',
      '100.0 %',
      '−3.1 %',
      '–',
    ])
  })
})
