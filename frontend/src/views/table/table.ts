import type { TableColumn } from '../../api/types'

/** How the numbers of a table are written. */

export const MISSING = '–'

/** A number of a column; shares have the same decimals down the column. NaN is a dash, a minus is a minus sign. */
export function cellText(
  value: number,
  { digits, percent }: Pick<TableColumn, 'digits' | 'percent'>,
): string {
  if (Number.isNaN(value)) return MISSING
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const text = percent ? (value * 100).toFixed(Math.max(0, digits - 2)) : written(value, digits)
  return `${text.replace('-', '−')}${percent ? ' %' : ''}`
}

function written(value: number, digits: number): string {
  if (digits === 0) return String(Math.round(value) || 0)
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 1e-4 || size >= 1e7) return value.toExponential(digits - 1).replace('e+', 'e')
  const before = Math.floor(Math.log10(Number(size.toPrecision(digits)))) + 1
  return value.toFixed(Math.max(0, digits - before))
}
