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

/** Full-width signs, blanks of every kind, the real minus and the curly apostrophe as the keyboard has them, powers too. */
const ascii = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, ' ')
    .replace(/[\u2010-\u2015\u2212\ufe63]/g, '-')
    .replace(/。/g, '.')
    .replace(/’/g, "'")
    .replace(
      POWER,
      (_, factor: string | undefined, caret: string | undefined, raised: string) =>
        `${factor ?? 1}e${caret ?? lowered(raised)}`,
    )

/** A power of ten as the page writes it, 7.9×10⁻¹¹ or 10⁻⁷, or with a caret as one types it. */
const POWER = /(?:([\d.,]+) ?[×·*x] ?)?\b10(?:\^([+-]?\d+)|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))/g
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

const finite = (number: number): Reading => (Number.isFinite(number) ? { number } : { fault: 'unreadable' })

/** What is no number. */
export const MISSING = '–'

/** Smaller ones and larger ones are written with a power of ten: nobody counts zeros. */
const SMALLEST = 1e-4
const LARGEST = 1e7

/**
 * A number that was given: a setting, a tick, a place. At most `digits` significant ones, no zeros after the last, and no
 * digit of a whole number is left out.
 */
export function formatNumber(value: number, digits = 3): string {
  return spelled(value, digits, trim)
}

/** A number that was measured, in a header, a sentence, a chip, a tip: always `digits` significant ones, unless it is whole. */
export function measuredNumber(value: number, digits = 3): string {
  const whole = Number.isInteger(value) && Math.abs(value) < LARGEST
  return whole ? formatNumber(value, digits) : steadyNumber(value, digits)
}

/** A number among others in a column: always `digits` significant ones. */
export function steadyNumber(value: number, digits = 3): string {
  return spelled(value, digits, (text) => text)
}

/** A metric's value as it is written everywhere: a share in per cent, anything else as what was measured. */
export function quantity(value: number, percent = false, decimals = 1): string {
  return percent && Number.isFinite(value)
    ? `${signed((100 * value).toFixed(decimals))} %`
    : measuredNumber(value)
}

/** A number of a sentence: a whole one with all its digits, whatever its size. */
export function toldNumber(value: number): string {
  if (!Number.isSafeInteger(value)) return formatNumber(value, 6)
  return signed(Math.abs(value) < 1000 ? String(value) : value.toLocaleString('en'))
}

/** A whole number as an index. */
export const loweredNumber = (whole: number): string =>
  [...String(whole)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? '').join('')

/** A whole number as an exponent. */
export const raisedNumber = (whole: number): string =>
  [...String(whole)].map((sign) => (sign === '-' ? '⁻' : (RAISED[Number(sign)] ?? ''))).join('')

/** A number in a field where it can be changed: no groups, and no digit of a whole number is left out. */
export function entryText(value: number, digits = 6): string {
  return Number.isSafeInteger(value) ? signed(String(value)) : formatNumber(value, digits).replaceAll(',', '')
}

/** The fraction may have its zeros taken off by `cut`. */
function spelled(value: number, digits: number, cut: (text: string) => string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? MISSING : value > 0 ? '∞' : '−∞'
  const size = Math.abs(Number(value.toPrecision(digits)))
  if (size === 0) return '0'
  if (size < SMALLEST || size >= LARGEST) return power(value.toExponential(digits - 1), cut)
  const before = Math.floor(Math.log10(size)) + 1
  const [whole = '', fraction = ''] = value.toFixed(Math.max(0, digits - before)).split('.')
  const grouped = before > 3 ? Number(whole).toLocaleString('en') : whole
  const sign = value < 0 && !grouped.startsWith('-') ? '-' : ''
  return signed(sign + cut(fraction ? `${grouped}.${fraction}` : grouped))
}

/** 7.9e-11 as people write it. */
function power(text: string, cut: (text: string) => string): string {
  const [mantissa = '', exponent = ''] = text.split('e')
  const factor = signed(cut(mantissa))
  const raised = `10${raisedNumber(Number(exponent))}`
  return factor === '1' ? raised : factor === '−1' ? `−${raised}` : `${factor}×${raised}`
}

const lowered = (exponent: string): string =>
  exponent
    .replace('⁻', '-')
    .replace('⁺', '')
    .replace(/[⁰¹²³⁴-⁹]/g, (digit) => String(RAISED.indexOf(digit)))

/** The minus sign, which a hyphen is not. */
const signed = (text: string): string => text.replace('-', '−')

const trim = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
