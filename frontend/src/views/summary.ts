import { unpack, type Numbers } from '../api/arrays'
import { isObject } from '../api/guards'
import type { Figure, NetworkFigure, PlotFigure, TableFigure, Text, ViewArrays } from '../api/types'
import { formatNumber } from '../controls/scale'
import { phrase, type Lang } from '../shell/words'
import { fieldPoints } from './field'
import { localised } from './figure'
import { liveNumbers } from './formula'
import { readNet } from './network'
import { cellText } from './table'

export interface Line {
  name: string
  n: number
  low: string
  high: string
  last: string
}

/** What a picture shows at the moment, in sentences, for those who cannot see it. */
export function sentences(figure: Figure, arrays: ViewArrays, lang: Lang): string[] {
  switch (figure.kind) {
    case 'plotly':
      return summary(figure, arrays, lang).map((line) => phrase('summary_line', lang, { ...line }))
    case 'curves':
      return []
    case 'field': {
      const points = fieldPoints(arrays)
      if (points.y.length === 0) return []
      const held = Array.from(points.held).filter((flag) => flag === 1).length
      const counts = figure.classes.map((name, index) => {
        const n = Array.from(points.label).filter((label) => label === index).length
        return `${name[lang]} ${n}`
      })
      const values = { n: points.y.length - held, held, classes: counts.join(', ') }
      return [phrase('summary_points', lang, values)]
    }
    case 'network':
      return networkLines(figure, arrays, lang)
    case 'images': {
      const shape = arrays['images']?.shape?.split(',') ?? []
      return [
        phrase('summary_images', lang, { n: shape[0] ?? 0, rows: shape[1] ?? 0, columns: shape[2] ?? 0 }),
      ]
    }
    case 'table':
      return tableLines(figure, arrays, lang)
    case 'formula':
      return [...liveNumbers(arrays, figure.digits)].map(([name, text]) => `${name} = ${text}`)
  }
}

/** For each trace how many values it holds, their range and the last one. */
export function summary(figure: PlotFigure, arrays: ViewArrays, lang: keyof Text): Line[] {
  return figure.figure.data.flatMap((trace): Line[] => {
    const uid = trace['uid']
    const packed = arrays[`${String(uid)}.z`] ?? arrays[`${String(uid)}.y`]
    if (!packed) return []
    const values = unpack(packed)
    const { low, high } = range(values)
    if (!Number.isFinite(low)) return []
    const named = isObject(trace) ? localised(trace['name'] ?? String(uid), lang) : uid
    return [
      {
        name: String(named),
        n: values.length,
        low: formatNumber(low),
        high: formatNumber(high),
        last: formatNumber(values[values.length - 1] ?? NaN),
      },
    ]
  })
}

function networkLines(figure: NetworkFigure, arrays: ViewArrays, lang: Lang): string[] {
  const net = readNet(figure, arrays)
  const lines = [
    phrase('summary_layers', lang, { units: figure.layers.map(({ units }) => units.length).join('–') }),
  ]
  net.weights.forEach((weights, index) => {
    const { low, high } = range(weights)
    if (!Number.isFinite(low)) return
    lines.push(
      phrase('summary_weights', lang, {
        layer: figure.layers[index + 1]?.title[lang] ?? index + 1,
        n: weights.length,
        low: formatNumber(low, 3),
        high: formatNumber(high, 3),
      }),
    )
  })
  const states = Array.from(net.states)
  const dead = states.filter((state) => state === 1).length
  const saturated = states.filter((state) => state === 2).length
  if (dead > 0) lines.push(phrase('summary_dead', lang, { n: dead }))
  if (saturated > 0) lines.push(phrase('summary_saturated', lang, { n: saturated }))
  return lines
}

const MOST_ROWS = 8

function tableLines(figure: TableFigure, arrays: ViewArrays, lang: Lang): string[] {
  const columns = figure.columns.map((column) => {
    const packed = arrays[column.name]
    return { column, values: packed ? unpack(packed) : new Float32Array(0) }
  })
  const rows = Math.min(MOST_ROWS, Math.max(0, ...columns.map(({ values }) => values.length)))
  return Array.from({ length: rows }, (_, row) => {
    const cells = columns.map(
      ({ column, values }) => `${column.title[lang]} ${cellText(values[row] ?? NaN, column)}`,
    )
    return `${figure.rows[row]?.[lang] ?? row + 1}: ${cells.join(', ')}`
  })
}

function range(values: Numbers): { low: number; high: number } {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}
