import type { Json, JsonObject } from './types'

/** Narrowing of values whose shape only the running server knows. */

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isText(value: unknown): value is { en: string; zh: string } {
  return isObject(value) && typeof value['en'] === 'string' && typeof value['zh'] === 'string'
}

export function isNumberList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
}

export function isPairList(value: unknown): value is [number, number][] {
  return Array.isArray(value) && value.every((item) => isNumberList(item) && item.length === 2)
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]))
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameJson(a[key], b[key]))
  }
  return false
}
