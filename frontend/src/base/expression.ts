import { isObject } from '../api/guards'
import type { JsonObject } from '../api/types'

/**
 * Arithmetic of a lesson's answers: numbers, + - * / % ** with brackets, `p.<parameter>` (nested: `p.basis.degree`),
 * the functions and constants below. A list counts as its length, `p.hidden.0` is its first number, and as an argument
 * of a function it stands for all its numbers: `sum(p.hidden)`. No `eval`: a recursive descent over characters.
 */

const FUNCTIONS: { [name: string]: (...values: number[]) => number } = {
  abs: Math.abs,
  ceil: Math.ceil,
  cos: Math.cos,
  dense,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  round: Math.round,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  sin: Math.sin,
  sqrt: Math.sqrt,
  sum: (...values) => values.reduce((total, value) => total + value, 0),
  tanh: Math.tanh,
}
const CONSTANTS: { [name: string]: number } = { pi: Math.PI, e: Math.E }

/** Weights and biases of fully connected layers: `dense(2, p.hidden, 1)` for 2 inputs and 1 output. */
function dense(...sizes: number[]): number {
  return sizes.reduce((total, size, l) => total + (l === 0 ? 0 : size * ((sizes[l - 1] ?? 0) + 1)), 0)
}

export class ExpressionError extends Error {}

export function evaluate(text: string, params: JsonObject): number {
  return new Parser(text, params).whole()
}

/** The same, where a list on its own gives all its numbers. */
export function evaluateAll(text: string, params: JsonObject): number | number[] {
  return new Parser(text, params).list() ?? evaluate(text, params)
}

class Parser {
  #at = 0
  #depth = 0

  constructor(
    readonly text: string,
    readonly params: JsonObject,
  ) {}

  whole(): number {
    const value = this.#sum()
    this.#space()
    if (this.#at < this.text.length) throw this.#unexpected()
    return value
  }

  /** The list that stands here on its own, null where something else does. */
  list(): number[] | null {
    if (this.#match(/p(?=\s*\.)/y) === null) return null
    const value = this.#parameter()
    this.#space()
    return typeof value !== 'number' && /^([,)]|$)/.test(this.text.slice(this.#at)) ? value : null
  }

  #sum(): number {
    let value = this.#product()
    for (;;) {
      if (this.#eat('+')) value += this.#product()
      else if (this.#eat('-')) value -= this.#product()
      else return value
    }
  }

  #product(): number {
    let value = this.#signed()
    for (;;) {
      this.#space()
      if (this.text.startsWith('**', this.#at)) return value
      if (this.#eat('*')) value *= this.#signed()
      else if (this.#eat('/')) value /= this.#signed()
      else if (this.#eat('%')) value %= this.#signed()
      else return value
    }
  }

  #signed(): number {
    if (this.#eat('-')) return -this.#signed()
    if (this.#eat('+')) return this.#signed()
    return this.#power()
  }

  /** Binds tighter than the sign and to the right: -2 ** 2 is -4, 2 ** 3 ** 2 is 512. */
  #power(): number {
    const base = this.#atom()
    return this.#eat('**') || this.#eat('^') ? base ** this.#signed() : base
  }

  #atom(): number {
    if (++this.#depth > 200) throw new ExpressionError('nested too deeply')
    try {
      if (this.#eat('(')) {
        const value = this.#sum()
        this.#need(')')
        return value
      }
      const number = this.#match(/(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/iy)
      if (number !== null) return Number(number)
      const name = this.#match(/[A-Za-z_]\w*/y)
      if (name === null) throw this.#unexpected()
      if (name === 'p') return this.#scalar()
      const constant = CONSTANTS[name]
      if (Object.hasOwn(CONSTANTS, name) && constant !== undefined) return constant
      return this.#call(name)
    } finally {
      this.#depth--
    }
  }

  #scalar(): number {
    const value = this.#parameter()
    return typeof value === 'number' ? value : value.length
  }

  /** A number, or a list of numbers. */
  #parameter(): number | number[] {
    let value: unknown = this.params
    let path = 'p'
    while (this.#eat('.')) {
      const name = this.#match(/\w+/y) ?? ''
      path += `.${name}`
      if (Array.isArray(value)) value = /^\d+$/.test(name) ? value[Number(name)] : undefined
      else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
    }
    if (typeof value === 'boolean') return value ? 1 : 0
    if (Array.isArray(value)) return value.map((item) => (typeof item === 'number' ? item : NaN))
    if (typeof value !== 'number') throw new ExpressionError(`${path} is not a number`)
    return value
  }

  #call(name: string): number {
    const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
    if (!apply) throw new ExpressionError(`unknown name ${name}`)
    this.#need('(')
    const values = this.#argument()
    while (this.#eat(',')) values.push(...this.#argument())
    this.#need(')')
    return apply(...values)
  }

  /** What stands between two commas: a list on its own gives all its numbers. */
  #argument(): number[] {
    const start = this.#at
    const list = this.list()
    if (list !== null) return list
    this.#at = start
    return [this.#sum()]
  }

  #space(): void {
    while (/\s/.test(this.text.charAt(this.#at))) this.#at++
  }

  #eat(token: string): boolean {
    this.#space()
    if (!this.text.startsWith(token, this.#at)) return false
    this.#at += token.length
    return true
  }

  #need(token: string): void {
    if (!this.#eat(token)) throw this.#unexpected()
  }

  #match(pattern: RegExp): string | null {
    this.#space()
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.text)?.[0] ?? null
    this.#at += found?.length ?? 0
    return found
  }

  #unexpected(): ExpressionError {
    const found = this.text.charAt(this.#at) || 'the end'
    return new ExpressionError(`unexpected ${found} at character ${this.#at + 1} of "${this.text}"`)
  }
}
