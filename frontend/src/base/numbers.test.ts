import { describe, expect, it } from 'vitest'
import { entryText, formatNumber, readAnswer, readNumber, steadyNumber } from './numbers'

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
      expect(Math.abs(reading.number - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-2)
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

it('writes numbers as a person would', () => {
  expect([0.1 + 0.2, 1e-7, 12345, 0.05, 3, 1.5e9].map((value) => formatNumber(value))).toEqual([
    '0.3',
    '1e-7',
    '12,345',
    '0.05',
    '3',
    '1.5e9',
  ])
  expect([0.07, 0.0683, 123.456, 4321].map((value) => steadyNumber(value))).toEqual([
    '0.0700',
    '0.0683',
    '123',
    '4,321',
  ])
})
