import { unpack } from '../../api/arrays'
import { isObject } from '../../api/guards'
import type { JsonObject, ViewArrays } from '../../api/types'
import { formatNumber } from '../../base/numbers'

export const AXES = ['xaxis', 'yaxis'] as const

/** The axes with the ranges that a frame gives, and their names with its numbers in them. */
export function framedAxes(layout: JsonObject, arrays: ViewArrays): JsonObject {
  const framed: JsonObject = {}
  for (const name of AXES) {
    const own = layout[name]
    const range = arrays[`${name}.range`]
    if (range)
      framed[name] = { ...(isObject(own) ? own : {}), range: Array.from(unpack(range)), autorange: false }
  }
  const { annotations } = layout
  if (!Array.isArray(annotations)) return framed
  framed['annotations'] = annotations.map((note) => {
    if (!isObject(note) || typeof note['text'] !== 'string' || typeof note['name'] !== 'string') return note
    const axis = note['name'].replace('title.', '')
    const number = (key: string): number => {
      const packed = arrays[`${axis}.${key}`]
      return packed ? (unpack(packed)[0] ?? NaN) : NaN
    }
    return {
      ...note,
      text: note['text'].replace(/\{(\w+)\}/g, (_, key: string) => formatNumber(number(key))),
    }
  })
  return framed
}
