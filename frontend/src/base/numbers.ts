/** How numbers are written on the page, and how those that people type are read: the same everywhere. */

export type Reading =
  | { number: number }
  /** Nothing that is a number. */
  | { fault: 'unreadable' }
  /** A comma before three digits: both readings. */
  | { fault: 'ambiguous'; readings: [number, number] }

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** Thousands in groups: 1,234,567 or 1 234 or 1.234.567, with a decimal mark of another kind. */
const GROUPED = /^([+-]?)(\d{1,3}(?:([ ,.'])\d{3})(?:\3\d{3})*)([.,]\d*)?$/

/**
 * Reads what somebody typed. A point and a comma are both decimal marks, full-width signs and the real minus are read,
 * thousands may stand in groups. A lone comma before three digits (`1,234`) could be either, so it is refused; not so
 * `0,001`, since no group begins with 0.
 */
export function readNumber(typed: string): Reading {
  const text = ascii(typed).trim()
  const group = GROUPED.exec(text)
  if (group) {
    const [, sign = '', whole = '', mark = '', fraction = ''] = group
    const digits = whole.split(mark).join('')
    const lone = fraction === '' && whole.split(mark).length === 2
    if (mark === '.' && lone) return finite(Number(text))
    if (mark === ',' && lone && !whole.startsWith('0')) {
      return { fault: 'ambiguous', readings: [Number(text.replace(',', '.')), Number(sign + digits)] }
    }
    if (mark !== ',' || !lone) {
      const wrong = fraction.startsWith(mark) || whole.startsWith('0')
      return wrong ? { fault: 'unreadable' } : finite(Number(sign + digits + fraction.replace(',', '.')))
    }
  }
  const plain = text.includes('.') ? text : text.replace(',', '.')
  return PLAIN.test(plain) ? finite(Number(plain)) : { fault: 'unreadable' }
}

/** Reads the answer to a question: a number as above, or one divided by another, `2/100`. */
export function readAnswer(typed: string): Reading {
  const [above = '', below, ...more] = ascii(typed).split(/[/\u2044\u2215]/)
  const over = readNumber(above)
  if (below === undefined || !('number' in over)) return over
  const under = readNumber(below)
  if (more.length > 0) return { fault: 'unreadable' }
  return 'number' in under ? finite(over.number / under.number) : under
}

/** Full-width signs, blanks of every kind, the real minus and the curly apostrophe as the keyboard has them. */
const ascii = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, ' ')
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, '-')
    .replace(/。/g, '.')
    .replace(/’/g, "'")

const finite = (number: number): Reading => (Number.isFinite(number) ? { number } : { fault: 'unreadable' })

/** A number in a field where it can be changed: no groups, and no digit of a whole number is left out. */
export function entryText(value: number, digits = 6): string {
  return Number.isSafeInteger(value) ? String(value) : formatNumber(value, digits)
}

/** A number as a person writes it: at most `digits` significant digits, exponents only where zeros would be counted. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    const [mantissa = '', exponent = ''] = value.toExponential(Math.min(2, digits - 1)).split('e')
    return `${trim(mantissa)}e${Number(exponent)}`
  }
  if (Number.isInteger(value)) return value.toLocaleString('en', { useGrouping: size >= 10_000 })
  return trim(Number(value.toPrecision(digits)).toString())
}

/** A number that changes all the time keeps its width: always `digits` significant digits. */
export function steadyNumber(value: number, digits = 3): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value) || size >= 1e6 || (size !== 0 && size < 1e-3)) {
    return Number.isFinite(value) ? value.toExponential(digits - 2).replace('e+', 'e') : String(value)
  }
  return size >= 10 ** digits ? Math.round(value).toLocaleString('en') : value.toPrecision(digits)
}

const trim = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text

/** A metric's value as it is written everywhere: a share in per cent, anything else with digits that keep their number. */
export function quantity(value: number, percent = false): string {
  return percent ? `${(100 * value).toFixed(1)} %` : steadyNumber(value)
}
