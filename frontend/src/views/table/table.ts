import type { TableColumn } from '../../api/types'
import { formatNumber, MISSING, quantity, steadyNumber } from '../../base/numbers'

/** A number of a column: as many digits all the way down, shares with the same decimals. */
export function cellText(
  value: number,
  { digits, percent }: Pick<TableColumn, 'digits' | 'percent'>,
  missing: string = MISSING,
): string {
  if (Number.isNaN(value)) return missing
  if (percent) return quantity(value, true, Math.max(0, digits - 2))
  return digits === 0 ? formatNumber(Math.round(value)) : steadyNumber(value, digits)
}
