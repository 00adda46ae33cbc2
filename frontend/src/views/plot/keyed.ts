import { unpack, type Numbers } from '../../api/arrays'
import { isObject } from '../../api/guards'
import type { JsonObject, ViewArrays } from '../../api/types'
import type { PixelAxes } from '../gestures'

/** The things that the traces of a linked plot stand for: `meta.key` is a number for a whole trace, or "points". */

export interface KeyedTrace {
  name: string
  key: number | 'points'
  x: Numbers
  y: Numbers
}

export interface Mark {
  /** The name of a whole trace, or where its point lies. */
  label: { name: string; x: number; y: number }
  whole: boolean
  x: Numbers
  y: Numbers
}

/** The keyed traces with the numbers of a frame; `traces` are in one language. */
export function keyedTraces(traces: JsonObject[], arrays: ViewArrays): KeyedTrace[] {
  return traces.flatMap(({ uid, name, meta }): KeyedTrace[] => {
    const key = isObject(meta) ? meta['key'] : undefined
    const x = arrays[`${String(uid)}.x`]
    const y = arrays[`${String(uid)}.y`]
    if ((typeof key !== 'number' && key !== 'points') || !x || !y) return []
    return [{ name: typeof name === 'string' ? name : '', key, x: unpack(x), y: unpack(y) }]
  })
}

/** All keys of a picture, in their order. */
export function keysOf(traces: KeyedTrace[]): number[] {
  const keys = traces.flatMap(({ key, y }) => (key === 'points' ? Array.from(y, (_, index) => index) : [key]))
  return [...new Set(keys)].sort((a, b) => a - b)
}

/** What stands for a key; values that are no numbers are not drawn. */
export function marksOf(traces: KeyedTrace[], key: number): Mark[] {
  return traces.flatMap((trace): Mark[] => {
    const whole = trace.key !== 'points'
    if (whole && trace.key !== key) return []
    const x = whole ? trace.x : trace.x.slice(key, key + 1)
    const y = whole ? trace.y : trace.y.slice(key, key + 1)
    const last = y.findLastIndex((value) => Number.isFinite(value))
    if (last < 0) return []
    return [{ label: { name: whole ? trace.name : '', x: x[last] ?? NaN, y: y[last] ?? NaN }, whole, x, y }]
  })
}

/** The key next to a pixel of the plotting area, if a curve or a point of it lies within `limit` pixels. */
export function keyAt(
  traces: KeyedTrace[],
  axes: PixelAxes,
  px: number,
  py: number,
  limit: number,
): number | null {
  let best: number | null = null
  let reached = limit
  for (const { key, x, y } of traces) {
    let before: { x: number; y: number } | null = null
    for (let index = 0; index < y.length; index++) {
      const here = { x: axes.x.pixel(x[index] ?? NaN), y: axes.y.pixel(y[index] ?? NaN) }
      if (!Number.isFinite(here.x) || !Number.isFinite(here.y)) {
        before = null
        continue
      }
      const away = fromSegment(px, py, key === 'points' || !before ? here : before, here)
      if (away < reached) {
        reached = away
        best = key === 'points' ? index : key
      }
      before = here
    }
  }
  return best
}

function fromSegment(
  px: number,
  py: number,
  a: { x: number; y: number },
  b: { x: number; y: number },
): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const long = dx * dx + dy * dy
  const share = long === 0 ? 0 : Math.min(1, Math.max(0, ((px - a.x) * dx + (py - a.y) * dy) / long))
  return Math.hypot(a.x + share * dx - px, a.y + share * dy - py)
}

/** The key that an arrow leads to from the present one; null for keys with no meaning here. */
export function keyAfter(keys: number[], now: number | null, pressed: string): number | null {
  const at = now === null ? -1 : keys.indexOf(now)
  if (pressed === 'ArrowRight' || pressed === 'ArrowUp')
    return keys[Math.min(at + 1, keys.length - 1)] ?? null
  if (pressed === 'ArrowLeft' || pressed === 'ArrowDown')
    return keys[at < 0 ? keys.length - 1 : Math.max(at - 1, 0)] ?? null
  if (pressed === 'Home') return keys[0] ?? null
  if (pressed === 'End') return keys[keys.length - 1] ?? null
  return null
}
