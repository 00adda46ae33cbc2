import { unpack } from '../../api/arrays'
import type { TableFigure, ViewArrays } from '../../api/types'
import type { Lang } from '../../base/words'
import { cellText } from './table'

const MOST_ROWS = 8

/** The first rows, each with its columns. */
export function tableSentences(figure: TableFigure, arrays: ViewArrays, lang: Lang): string[] {
  const columns = figure.columns.map((column) => {
    const packed = arrays[column.name]
    return { column, values: packed ? unpack(packed) : new Float32Array(0) }
  })
  const rows = Math.min(MOST_ROWS, Math.max(0, ...columns.map(({ values }) => values.length)))
  return Array.from({ length: rows }, (_, row) => {
    const cells = columns.map(
      ({ column, values }) => `${column.title[lang]} ${cellText(values[row] ?? NaN, column, figure.missing)}`,
    )
    return `${figure.rows[row]?.[lang] ?? row + 1}: ${cells.join(', ')}`
  })
}
