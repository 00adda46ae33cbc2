import { unpack, type Numbers } from '../../api/arrays'
import type { AttentionFigure, Text, ViewArrays } from '../../api/types'
import { filled, type Lang } from '../../base/words'
import { linesOf, wordOf, type Word } from '../lines'
import { shapeOf } from '../maps'
import { said } from './words'

/** Maps of T rows (queries) and S columns (keys). */
export interface Scene {
  maps: number
  T: number
  S: number
  /** Map by map, row by row. */
  weights: Numbers
  rows: Word[]
  columns: Word[]
  /** 1 where a hand has forced the cell; T by S. */
  marks: Numbers | null
}

/** A cell that is pointed at. */
export interface Place {
  row: number
  column: number
}

/** What a frame has; null while it has no weights. */
export function sceneOf(arrays: ViewArrays): Scene | null {
  const packed = arrays['weights']
  if (!packed) return null
  const [maps = 0, T = 0, S = 0] = shapeOf(packed)
  if (maps * T * S === 0) return null
  const marks = arrays['marks']
  return {
    maps,
    T,
    S,
    weights: unpack(packed),
    rows: words(arrays, 'rows', T),
    columns: words(arrays, 'columns', S),
    marks: marks ? unpack(marks) : null,
  }
}

/** As many as there are rows, whatever the frame names. */
function words(arrays: ViewArrays, name: string, size: number): Word[] {
  const lines = linesOf(arrays[name])
  return Array.from({ length: size }, (_, place) => {
    const line = lines[place]
    return line === undefined ? { text: String(place + 1), begins: true } : wordOf(line)
  })
}

export const weightAt = ({ T, S, weights }: Scene, map: number, { row, column }: Place): number =>
  weights[(map * T + row) * S + column] ?? NaN

/** The weights of one row. */
export const rowAt = (scene: Scene, map: number, row: number): number[] =>
  Array.from({ length: scene.S }, (_, column) => weightAt(scene, map, { row, column }))

const TOPS = [0.1, 0.2, 0.5]

/** What the deepest colour stands for: the largest weight of a map, or of all, rounded up, so that it does not flicker; 1
 *  where rows do not sum to 1. */
export function topOf({ T, S, weights }: Scene, map: number | null = null, sums = true): number {
  if (!sums) return 1
  const shown = map === null ? weights : weights.subarray(map * T * S, (map + 1) * T * S)
  let largest = 0
  for (const weight of shown) if (weight > largest) largest = weight
  return TOPS.find((top) => largest <= top + 1e-6) ?? 1
}

/** How far a sum may be from 1 and still be one: weights travel with seven digits. */
const ROUNDING = 1e-3

/** How the maps are to be read; of rows that do not sum to 1, which is a mistake somewhere, that they do not. */
export function noteOf(scene: Scene, sums = true): Text {
  if (!sums) return said.plain
  for (let map = 0; map < scene.maps; map++)
    for (let row = 0; row < scene.T; row++) {
      const sum = rowAt(scene, map, row).reduce((total, weight) => total + weight, 0)
      if (Math.abs(sum - 1) > ROUNDING) return said.astray // NaN is not: nothing is known there
    }
  return said.note
}

/** Columns of a row by weight, the largest first; those in which nothing is known, or nothing is, are left out. */
export function strongest(row: readonly number[], most: number): number[] {
  return row
    .map((weight, column) => ({ weight, column }))
    .filter(({ weight }) => weight > 0.0005)
    .sort((a, b) => b.weight - a.weight || a.column - b.column)
    .slice(0, most)
    .map(({ column }) => column)
}

/** A weight as it is written in a cell. */
export function weightText(weight: number, digits: number): string {
  if (Number.isNaN(weight)) return ''
  return weight < 0.5 * 10 ** -digits ? '0' : weight === 1 ? '1' : weight.toFixed(digits)
}

/** What a query takes of its strongest keys, as one line. */
export function rowSentence(
  scene: Scene,
  map: number,
  row: number,
  digits: number,
  lang: Lang,
  most = 5,
  sums = true,
): string {
  const weights = rowAt(scene, map, row)
  const cells = strongest(weights, most).map((column) =>
    filled(said.cell[lang], {
      column: scene.columns[column]?.text ?? '',
      weight: weightText(weights[column] ?? NaN, digits),
    }),
  )
  const known = weights.filter((weight) => !Number.isNaN(weight))
  const sum = known.reduce((total, weight) => total + weight, 0)
  const told = [
    ...cells,
    ...(sums && known.length > 0 ? [filled(said.sum[lang], { sum: sum.toFixed(2) })] : []),
  ]
  return filled(said.row[lang], { row: scene.rows[row]?.text ?? '', cells: told.join(' · ') })
}

/** What a map is called. */
export const titleOf = (figure: AttentionFigure, map: number, lang: Lang): string =>
  figure.maps[map]?.[lang] ?? filled(said.map[lang], { n: map + 1 })

/** Where an arrow key goes from a place; null for other keys. */
export function moved(key: string, from: Place | null, { T, S }: Scene): Place | null {
  if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return null
  if (!from) return { row: 0, column: 0 }
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key]
  const [down = 0, across = 0] = step ?? [0, key === 'Home' ? -S : S]
  return {
    row: Math.min(T - 1, Math.max(0, from.row + down)),
    column: Math.min(S - 1, Math.max(0, from.column + across)),
  }
}
