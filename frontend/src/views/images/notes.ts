import { unpack } from '../../api/arrays'
import type { ImagesFigure, Text, ViewArrays } from '../../api/types'
import { formatNumber } from '../../base/numbers'

/** The notes of a view with the numbers of the frame, those without a number left out. */
export function notesOf(figure: ImagesFigure, arrays: ViewArrays, say: (text: Text) => string): string[] {
  return figure.notes.flatMap((note) => {
    let whole = true
    const text = say(note.text).replace(/\{(\w+)\}/g, (_, name: string) => {
      const packed = arrays[`${note.uid}.${name}`]
      const value = packed ? unpack(packed)[0] : undefined
      if (value === undefined || Number.isNaN(value)) whole = false
      return value === undefined ? '' : formatNumber(value)
    })
    return whole ? [text] : []
  })
}
