import { linearAxis, logAxis, type Axis, type Range } from '../axis'
import type { Curve } from './buckets'
import type { Series } from './series'

/** The geometry of a curves picture, apart from how it is drawn. */

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export interface DrawnCurve {
  name: string
  /** The mean in every column of pixels. */
  path: string
  /** From the lowest to the highest value there; empty where the curve does not scatter. */
  band: string
  /** The newest value and where it is. */
  last: { step: number; value: number }
  end: { x: number; y: number }
}

export interface DrawnCurves {
  x: Axis
  y: Axis
  curves: DrawnCurve[]
  ghosts: string[]
  steps: Range
}

/** What a curve does within one column of pixels. */
interface Column {
  x: number
  low: number
  high: number
  mean: number
  count: number
}

const COLUMN_PX = 3

export function drawCurves(
  series: Series,
  ghost: Series | null,
  names: string[],
  log: boolean,
  box: Box,
): DrawnCurves | null {
  const full = (from: Series | null, name: string): Curve[] => {
    const curve = from?.curves.get(name)
    return curve && curve.buckets.length > 0 ? [curve] : []
  }
  const found = names.flatMap((name) => full(series, name).map((curve) => ({ name, curve })))
  const past = names.flatMap((name) => full(ghost, name))
  const all = [...found.map(({ curve }) => curve), ...past]
  const values = rangeOf(all, log)
  if (!values) return null
  const steps = { low: 0, high: Math.max(10, ...all.map((curve) => curve.last.step)) }
  const ticks = Math.max(2, Math.floor((box.bottom - box.top) / 44))
  const x = linearAxis(steps, box.left, box.right, Math.max(2, Math.floor((box.right - box.left) / 90)))
  const y = (log ? logAxis : linearAxis)(values, box.bottom, box.top, ticks)
  const up = (value: number): number => y.at(log ? Math.max(value, values.low) : value)
  return {
    x,
    y,
    steps,
    ghosts: past.map((curve) => lineOf(columnsOf(curve, x), up, log)),
    curves: found.map(({ name, curve }) => {
      const columns = columnsOf(curve, x)
      return {
        name,
        last: curve.last,
        path: lineOf(columns, up, log),
        band: bandOf(columns, up),
        end: { x: x.at(curve.last.step), y: up(columns.at(-1)?.mean ?? curve.last.value) },
      }
    }),
  }
}

/** Whether there are values, none of which has a place on a log axis. */
export function nothingPositive(series: Series | null, names: string[]): boolean {
  const curves = names.flatMap((name) => series?.curves.get(name) ?? [])
  return (
    curves.some(({ buckets }) => buckets.length > 0) &&
    curves.every(({ buckets }) => buckets.every(({ max }) => max <= 0))
  )
}

function rangeOf(curves: Curve[], log: boolean): Range | null {
  let low = Infinity
  let high = -Infinity
  for (const { buckets } of curves) {
    for (const { min, max } of buckets) {
      if (max > high && (!log || max > 0)) high = max
      const least = log && min <= 0 ? max : min
      if (least < low && (!log || least > 0)) low = least
    }
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null
  if (log)
    return high / low < 1.5 ? { low: low / 1.3, high: high * 1.3 } : { low: low / 1.08, high: high * 1.08 }
  const margin = (high - low || Math.abs(high) || 1) * 0.06
  return { low: low - (low === 0 ? 0 : margin), high: high + margin }
}

function columnsOf(curve: Curve, across: Axis): Column[] {
  const columns: Column[] = []
  let slot = NaN
  for (const { minStep, maxStep, min, max, sum, count } of curve.buckets) {
    const x = across.at((minStep + maxStep) / 2)
    const next = { x, low: min, high: max, mean: sum / count, count }
    const top = columns.at(-1)
    if (top && Math.floor(x / COLUMN_PX) === slot) join(top, next)
    else columns.push(next)
    slot = Math.floor(x / COLUMN_PX)
  }
  // A column that has only begun would make the end of the curve jump.
  const [before, last] = columns.slice(-2)
  if (before && last && 2 * last.count < before.count) {
    join(before, last)
    columns.pop()
  }
  return columns
}

function join(column: Column, next: Column): void {
  const count = column.count + next.count
  column.mean += ((next.mean - column.mean) * next.count) / count
  column.low = Math.min(column.low, next.low)
  column.high = Math.max(column.high, next.high)
  column.x = next.x
  column.count = count
}

type Up = (value: number) => number

const point = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`

/** Zero and less have no place on a log axis: the line is broken there. */
function lineOf(columns: Column[], up: Up, log: boolean): string {
  let path = ''
  let pen = 'M'
  for (const { x, mean } of columns) {
    const drawn = !log || mean > 0
    if (drawn) path += pen + point(x, up(mean))
    pen = drawn ? 'L' : 'M'
  }
  return path
}

function bandOf(columns: Column[], up: Up): string {
  if (!columns.some(({ low, high }) => low < high)) return ''
  const above = columns.map(({ x, high }) => point(x, up(high)))
  const below = columns.map(({ x, low }) => point(x, up(low))).reverse()
  return `M${[...above, ...below].join('L')}Z`
}
