/** Numbers in rows and columns, and what they are between those. */
export interface Grid {
  values: ArrayLike<number>
  columns: number
  rows: number
}

/** The value at a place from 0 to 1 across and along the rows, mixed from its four neighbours. */
export function smoothAt({ values, columns, rows }: Grid, across: number, along: number): number {
  const x = held(across * columns - 0.5, columns)
  const y = held(along * rows - 0.5, rows)
  const left = Math.min(Math.floor(x), columns - 1)
  const low = Math.min(Math.floor(y), rows - 1)
  const right = Math.min(left + 1, columns - 1)
  const high = Math.min(low + 1, rows - 1)
  const value = (row: number, column: number): number => values[row * columns + column] ?? NaN
  const below = value(low, left) + (x - left) * (value(low, right) - value(low, left))
  const above = value(high, left) + (x - left) * (value(high, right) - value(high, left))
  return below + (y - low) * (above - below)
}

/** The index of the nearest value. */
export function nearest({ columns, rows }: Grid, across: number, along: number): number {
  const column = Math.min(columns - 1, Math.max(0, Math.floor(across * columns)))
  return Math.min(rows - 1, Math.max(0, Math.floor(along * rows))) * columns + column
}

const held = (place: number, count: number): number => Math.min(Math.max(place, 0), count - 1)
