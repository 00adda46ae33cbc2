import { unpack } from '../api/arrays'
import { isObject } from '../api/guards'
import type { Json, JsonObject, Packed, ViewArrays } from '../api/types'
import { shapeOf } from '../views/maps'
import type { Grid } from './grid'

/** The numbers of a trace: a frame's where it has them, else the figure's own. */

const packedOf = (value: Json | undefined): Packed | null =>
  isObject(value) && typeof value['bdata'] === 'string' && typeof value['dtype'] === 'string'
    ? {
        dtype: value['dtype'],
        bdata: value['bdata'],
        ...(typeof value['shape'] === 'string' ? { shape: value['shape'] } : {}),
      }
    : null

function valueOf(trace: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = trace
  for (const key of path.split('.')) value = isObject(value) ? value[key] : undefined
  return value
}

/** One dimension; words count as their places. Null where the trace has none. */
export function listOf(trace: JsonObject, arrays: ViewArrays, path: string): ArrayLike<number> | null {
  const own = valueOf(trace, path)
  const packed = arrays[`${String(trace['uid'])}.${path}`] ?? packedOf(own)
  if (packed) return unpack(packed)
  if (!Array.isArray(own)) return null
  const words = own.some((item) => typeof item === 'string')
  return own.map((item, index) => (words ? index : typeof item === 'number' ? item : NaN))
}

/** Two dimensions, the first row at the lowest y. */
export function gridOf(trace: JsonObject, arrays: ViewArrays, path: string): Grid | null {
  const own = valueOf(trace, path)
  const packed = arrays[`${String(trace['uid'])}.${path}`] ?? packedOf(own)
  if (packed) {
    const [rows = 0, columns = 0] = shapeOf(packed)
    return rows > 0 && columns > 0 ? { values: unpack(packed), rows, columns } : null
  }
  if (!Array.isArray(own) || !Array.isArray(own[0])) return null
  const columns = own[0].length
  const values = own.flatMap((row) =>
    Array.isArray(row) ? row.map((item) => (typeof item === 'number' ? item : NaN)) : [],
  )
  return columns > 0 ? { values, rows: own.length, columns } : null
}

/** Where the points of a line lie across: given, counted from `x0` by `dx`, or from 0. */
export function acrossOf(trace: JsonObject, arrays: ViewArrays, length: number): ArrayLike<number> {
  const given = listOf(trace, arrays, 'x')
  if (given) return given
  const { x0, dx } = trace
  const first = typeof x0 === 'number' ? x0 : 0
  const step = typeof dx === 'number' ? dx : 1
  return Array.from({ length }, (_, index) => first + index * step)
}

/** The number at a path of a trace or a layout. */
export function numberAt(owner: JsonObject, path: string): number | null {
  const value = valueOf(owner, path)
  return typeof value === 'number' ? value : null
}

export function textAt(owner: JsonObject, path: string): string | null {
  const value = valueOf(owner, path)
  return typeof value === 'string' ? value : null
}

export const jsonAt = valueOf
