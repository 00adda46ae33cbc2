import { describe, expect, it } from 'vitest'
import { evaluate, ExpressionError } from './expression'

const params = {
  layers: 10,
  basis: { degree: 3 },
  scaling: true,
  points: [1, 2],
  name: 'x',
  hidden: [8, 4],
  none: [],
}

describe('evaluate', () => {
  it.each<[string, number]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 ** 2', -4],
    ['2 ^ 3 ^ 2', 512],
    ['7 % 4 - 1', 2],
    ['1e-3 * .5', 5e-4],
    ['0.25^p.layers', 0.25 ** 10],
    ['2*p.basis.degree+1', 7],
    ['p.scaling + p.points', 3],
    ['exp(0-1)/(1+exp(0-1))^2', Math.exp(-1) / (1 + Math.exp(-1)) ** 2],
    ['max(1, min(5, 3)) + sqrt(16)', 7],
    ['2*pi', 2 * Math.PI],
    ['p.hidden.0 + 10 * p.hidden.1', 48],
    ['sum(p.hidden)', 12],
    ['sum(p.hidden) + p.hidden', 14],
    ['max(p.hidden, 6)', 8],
    ['max(p.hidden + 1, p.layers)', 10],
    ['dense(2, p.hidden, 1)', 2 * 8 + 8 + 8 * 4 + 4 + 4 + 1],
    ['dense(2, p.none, 1)', 3],
    ['dense(2, 8, 8, 1)', 105],
  ])('%s', (text, value) => expect(evaluate(text, params)).toBeCloseTo(value, 12))

  it.each([
    '',
    '1 +',
    '(1',
    '1 2',
    'alert(1)',
    'constructor',
    'p.constructor',
    'p.name',
    'p.__proto__.x',
    'p["layers"]',
    'p.hidden.2',
    'p.hidden.length',
    'p.none.0',
    'p.hidden.-1',
    'toString()',
    '('.repeat(5000),
  ])('refuses %s', (text) => expect(() => evaluate(text, params)).toThrow(ExpressionError))
})
