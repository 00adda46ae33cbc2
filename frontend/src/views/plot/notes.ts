import { unpack } from '../../api/arrays'
import type { PlotFigure, ViewArrays } from '../../api/types'
import { measuredNumber, raisedNumber } from '../../base/numbers'
import type { Lang } from '../../base/words'

/** The chips of a picture with the numbers of a frame in them: `{n}`, and raised `^{n}`. */

export interface Noted {
  uid: string
  text: string
  role: string
  rows: { name: string; role: string; value: string }[]
}

export function notesOf(figure: PlotFigure, arrays: ViewArrays, lang: Lang): Noted[] {
  const numbers = (name: string): number[] => {
    const packed = arrays[name]
    return packed ? Array.from(unpack(packed)) : []
  }
  return figure.notes.flatMap(({ uid, text, role, rows, missing, gone }): Noted[] => {
    const names = [...text[lang].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    if (numbers(`${uid}.shown`)[0] === 0) return []
    const values = new Map(names.map((name) => [name, numbers(`${uid}.${name}`)[0] ?? NaN]))
    if ([...values.values()].some((value) => Number.isNaN(value))) return []
    const value = numbers(`${uid}.value`)
    const ranked = numbers(`${uid}.order`).flatMap((index) => {
      const row = rows[index]
      const shown = value[index] ?? NaN
      const words = Number.isNaN(shown)
        ? missing[lang]
        : shown === Infinity
          ? gone[lang]
          : measuredNumber(shown)
      return row ? [{ name: row.name[lang], role: row.role, value: words }] : []
    })
    const words = text[lang].replace(/(\^?)\{(\w+)\}/g, (_, raised: string, name: string) =>
      (raised ? raisedNumber : measuredNumber)(values.get(name) ?? NaN),
    )
    return [{ uid, role, text: words, rows: ranked }]
  })
}
