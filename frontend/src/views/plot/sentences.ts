import { rangeOf, unpack } from '../../api/arrays'
import type { PlotFigure, ViewArrays } from '../../api/types'
import { phrase, type Lang } from '../../base/words'
import { measuredNumber } from '../../base/numbers'
import { localised } from './figure'
import { notesOf } from './notes'

/** For each trace how many values it holds, their range and the last one. */
export function plotSentences(figure: PlotFigure, arrays: ViewArrays, lang: Lang): string[] {
  const notes = notesOf(figure, arrays, lang).map(({ text, rows }) =>
    [text, ...rows.map(({ name, value }) => `${name}: ${value}`)].join(', '),
  )
  const traces = figure.figure.data.flatMap((trace): string[] => {
    const uid = trace['uid']
    const packed = arrays[`${String(uid)}.z`] ?? arrays[`${String(uid)}.y`]
    if (!packed) return []
    // Gaps part the pieces of a line; what has no name is a decoration of what has one.
    const values = Float64Array.from(unpack(packed)).filter(Number.isFinite)
    const { low, high } = rangeOf(values)
    const last = values.at(-1)
    if (trace['name'] === undefined || last === undefined) return []
    const said = { name: String(localised(trace['name'], lang)), last: measuredNumber(last) }
    if (values.length === 1) return [phrase('summary_value', lang, said)]
    const range = { n: values.length, low: measuredNumber(low), high: measuredNumber(high) }
    return [phrase('summary_line', lang, { ...said, ...range })]
  })
  return [...notes, ...traces]
}
