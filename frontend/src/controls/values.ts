import { isNumberList, isObject, isPairList } from '../api/guards'
import type { Json, JsonObject } from '../api/types'
import type { Bounds, Control, Option, RowsModel, TextModel } from './model'

/** Reading, writing and judging parameter values. The server judges last; this keeps hostile links out early. */

export function valueAt(params: JsonObject, path: string[]): Json | undefined {
  let value: Json | undefined = params
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)]
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }
  return value
}

/** A copy of `params` with one value replaced. */
export function withValue(params: JsonObject, path: string[], value: Json): JsonObject {
  const [head, ...rest] = path
  if (head === undefined) return params
  if (rest.length === 0) return { ...params, [head]: value }
  const inner = params[head]
  const [index, ...deeper] = rest
  if (Array.isArray(inner) && index !== undefined) {
    const row = inner[Number(index)]
    const changed = deeper.length === 0 ? value : withValue(isObject(row) ? row : {}, deeper, value)
    return { ...params, [head]: inner.with(Number(index), changed) }
  }
  return { ...params, [head]: withValue(isObject(inner) ? inner : {}, rest, value) }
}

/** The rows of a list as options, by their places from 1: number and first choice. */
export function rowOptions(rows: RowsModel, params: JsonObject): Option[] {
  const value = valueAt(params, rows.path)
  const head = rows.controls.find((control) => control.type === 'choice')
  return (Array.isArray(value) ? value.filter(isObject) : []).map((row, index) => {
    const name =
      head?.options.find((option) => option.value === row[head.path.at(-1) ?? ''])?.label ?? rows.title
    return { value: `${index + 1}`, label: { en: `${index + 1} ${name.en}`, zh: `${index + 1} ${name.zh}` } }
  })
}

/** `overrides` laid over `base`; objects merge unless their `kind` differs. */
export function overlay(base: JsonObject, overrides: JsonObject): JsonObject {
  const result = { ...base }
  for (const [name, value] of Object.entries(overrides)) {
    const old = base[name]
    const merges =
      isObject(old) && isObject(value) && (value['kind'] === undefined || value['kind'] === old['kind'])
    result[name] = merges ? overlay(old, value) : value
  }
  return result
}

/** Every union's variant and every row made complete: what they leave out is as in a new one. */
export function completed(controls: Control[], params: JsonObject): JsonObject {
  return controls.reduce((result, control) => {
    const value = valueAt(result, control.path)
    if (control.type === 'group') return completed(control.controls, result)
    if (control.type === 'rows' && Array.isArray(value)) {
      const rows = value.map((row) => (isObject(row) ? overlay(control.initial, row) : row))
      return withValue(result, control.path, rows)
    }
    if (control.type !== 'union' || !isObject(value)) return result
    const variant = control.variants.find((item) => item.value === value['kind'])
    if (!variant) return result
    return completed(variant.controls, withValue(result, control.path, overlay(variant.initial, value)))
  }, params)
}

export function within(value: number, bounds: Bounds): boolean {
  if (!Number.isFinite(value)) return false
  if (bounds.integer && !Number.isInteger(value)) return false
  if (bounds.multiple > 0 && Math.abs(Math.round(value / bounds.multiple) * bounds.multiple - value) > 1e-9)
    return false
  if (bounds.openMin ? value <= bounds.min : value < bounds.min) return false
  return !(bounds.openMax ? value >= bounds.max : value > bounds.max)
}

/** The nearest allowed number. */
export function clamp(value: number, bounds: Bounds): number {
  let result = Math.min(Math.max(value, bounds.min), bounds.max)
  if (bounds.multiple > 0) result = Math.round(result / bounds.multiple) * bounds.multiple
  if (bounds.integer) return Math.round(result)
  const inside = (bounds.max - bounds.min) * 1e-6
  if (bounds.openMin && result <= bounds.min) result = bounds.min + inside
  if (bounds.openMax && result >= bounds.max) result = bounds.max - inside
  return Number(result.toPrecision(12))
}

export function allowed(control: Control, value: Json): boolean {
  switch (control.type) {
    case 'number':
      return value === null ? control.nullable : typeof value === 'number' && within(value, control.bounds)
    case 'switch':
      return typeof value === 'boolean'
    case 'choice':
      return control.options.some((option) => option.value === value)
    case 'numbers': {
      const [limits] = control.bounds
      return (
        isNumberList(value) &&
        counted(value.length, control) &&
        limits !== undefined &&
        value.every((item) => within(item, limits))
      )
    }
    case 'pairs':
      return (
        isPairList(value) &&
        counted(value.length, control) &&
        value.every((pair) => pair.every((item, axis) => inAxis(item, control.bounds[axis])))
      )
    case 'rows':
      return (
        Array.isArray(value) &&
        counted(value.length, control) &&
        value.every(
          (row) =>
            isObject(row) &&
            control.controls.every((member) => {
              const own = row[member.path.at(-1) ?? '']
              return own !== undefined && allowed(member, own)
            }),
        )
      )
    case 'text':
      return value === null ? control.nullable : typeof value === 'string' && spelled(value, control)
    case 'union':
      return isObject(value) && control.variants.some((variant) => variant.value === value['kind'])
    case 'group':
      return isObject(value)
  }
}

const counted = (n: number, list: { minItems: number; maxItems: number }): boolean =>
  n >= list.minItems && n <= list.maxItems

/** A letter counts once, as on the server, however many units it has here. */
function spelled(text: string, { minLength, maxLength, pattern }: TextModel): boolean {
  const { length } = [...text]
  return length >= minLength && length <= maxLength && new RegExp(pattern, 'u').test(text)
}

const inAxis = (value: number, bounds: Bounds | undefined): boolean =>
  bounds !== undefined && within(value, bounds)
