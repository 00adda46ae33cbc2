import { rangeOf, unpack } from '../../api/arrays'
import type { PlotFigure, ViewArrays } from '../../api/types'
import { phrase, type Lang } from '../../base/words'
import { formatNumber } from '../../base/numbers'
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
    const values = unpack(packed)
    const { low, high } = rangeOf(values)
    if (!Number.isFinite(low)) return []
    return [
      phrase('summary_line', lang, {
        name: String(localised(trace['name'] ?? String(uid), lang)),
        n: values.length,
        low: formatNumber(low),
        high: formatNumber(high),
        last: formatNumber(values[values.length - 1] ?? NaN),
      }),
    ]
  })
  return [...notes, ...traces]
}
