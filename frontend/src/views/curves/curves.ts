import { linearAxis, logAxis, type Axis, type Range } from '../axis'
import type { Curve } from './buckets'
import type { Series } from './series'
import type { TimeAxis } from './time'

/** Of curves without roles, in their order; dashes tell them apart without colours. */
export const COLORS = ['--class-1', '--class-0', '--class-2', '--class-3', '--accent']
export const DASHES = ['', '6 4', '2 3', '8 3 2 3', '']

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

/** The curve of the run that was left. */
export interface Ghost {
  name: string
  path: string
  end: { x: number; y: number }
  /** What lies between it and the curve of the fork, as far as both go. */
  gap: string
}

export interface DrawnCurves {
  x: Axis
  y: Axis
  curves: DrawnCurve[]
  ghosts: Ghost[]
  steps: Range
}

/** How curves are to be drawn. */
export interface Look {
  log: boolean
  box: Box
  /** Steps across; evenly where there is none. */
  time?: TimeAxis | null
  /** What a state at rest measures: a curve ends there. */
  rest?: { step: number; values: { [name: string]: number } } | null
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
const TICK_PX = 22
const MOST_TICKS = 6

export function drawCurves(
  series: Series,
  ghost: Series | null,
  names: string[],
  { log, box, time = null, rest = null }: Look,
): DrawnCurves | null {
  const full = (from: Series | null): { name: string; curve: Curve }[] =>
    names.flatMap((name) => {
      const curve = from?.curves.get(name)
      return curve && curve.buckets.length > 0 ? [{ name, curve }] : []
    })
  const found = full(series)
  const past = full(ghost)
  const all = [...found, ...past].map(({ curve }) => curve)
  if (all.length === 0) return null
  const steps = { low: 0, high: Math.max(10, ...all.map((curve) => curve.last.step)) }
  const x = time
    ? { at: time.at, ticks: [] }
    : linearAxis(steps, box.left, box.right, Math.max(2, Math.floor((box.right - box.left) / 90)))
  const columns = new Map(all.map((curve) => [curve, columnsOf(curve, x)]))
  const told = found.flatMap(({ name }) => rest?.values[name] ?? [])
  const values = rangeOf([...columns.values()], told, log)
  if (!values) return null
  const ticks = Math.min(MOST_TICKS, Math.max(2, Math.floor((box.bottom - box.top) / TICK_PX)))
  const y = (log ? logAxis : linearAxis)(values, box.bottom, box.top, ticks)
  const up = (value: number): number => y.at(Math.min(Math.max(value, values.low), values.high))
  return {
    x,
    y,
    steps,
    ghosts: past.map(({ name, curve }) => {
      const own = columns.get(curve) ?? []
      const other = found.find((item) => item.name === name)?.curve
      return {
        name,
        path: lineOf(own, up, log),
        end: endOf(own, up),
        gap: gapOf(own, (other && columns.get(other)) ?? [], up, log),
      }
    }),
    curves: found.map(({ name, curve }) => {
      const own = columns.get(curve) ?? []
      const now = rest?.values[name]
      const shown = rest && now !== undefined && (!log || now > 0)
      const end = shown ? { x: x.at(rest.step), y: up(now) } : endOf(own, up)
      return {
        name,
        last: shown ? { step: rest.step, value: now } : curve.last,
        path: lineOf(own, up, log) + (shown ? `L${point(end.x, end.y)}` : ''),
        band: bandOf(own, up),
        end,
      }
    }),
  }
}

/** What a curve has by a step, before a fork that of its parent; `about` where it is a mean of a few values about it. */
export function readAt(
  series: Series,
  parent: Series | null,
  name: string,
  step: number,
): { value: number; about: boolean } | null {
  const own = series.curves.get(name)
  const curve = own && (own.buckets[0]?.minStep ?? 0) <= step ? own : parent?.curves.get(name)
  const value = curve?.at(step) ?? null
  const about = curve?.about(step) ?? null
  return about === null ? null : { value: value ?? about, about: value === null }
}

/** Whether there are values, none of which has a place on a log axis. */
export function nothingPositive(series: Series | null, names: string[]): boolean {
  const curves = names.flatMap((name) => series?.curves.get(name) ?? [])
  return (
    curves.some(({ buckets }) => buckets.length > 0) &&
    curves.every(({ buckets }) => buckets.every(({ max }) => max <= 0))
  )
}

/** How much of the picture the scatter around the lines may take up beside them. */
const SCATTER = 0.25
/** Where the lines are flat: decades of a log axis, or a share of the highest value. */
const LEAST_DECADES = 0.3
const LEAST_SHARE = 0.3

/**
 * The range of the lines, widened for what scatters around them, but not by so much that the lines become flat: a batch
 * whose loss is almost 0 would take up all of a log axis.
 */
function rangeOf(curves: Column[][], told: number[], log: boolean): Range | null {
  const place = (value: number): number => (log ? Math.log10(value) : value)
  const ends = (values: number[]): Range => ({ low: Math.min(...values), high: Math.max(...values) })
  const able = (value: number): boolean => Number.isFinite(place(value))
  const columns = curves.flat()
  const lines = [...columns.map(({ mean }) => mean), ...told].filter(able).map(place)
  if (lines.length === 0) return null
  const scattered = columns
    .flatMap(({ low, high }) => [low, high])
    .filter(able)
    .map(place)
  const { low, high } = ends(lines)
  const wide = ends([...lines, ...scattered])
  const room = Math.max((high - low) * SCATTER, log ? LEAST_DECADES : LEAST_SHARE * Math.abs(high))
  const from = Math.max(wide.low, low - room)
  const to = Math.min(wide.high, high + room)
  const least = log ? 0.24 : Math.abs(high) * 0.04 || 1
  const margin = Math.max((to - from) * 0.05, (least - (to - from)) / 2)
  if (log) return { low: 10 ** (from - margin), high: 10 ** (to + margin) }
  return { low: from === 0 ? 0 : from - margin, high: to + margin }
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

const endOf = (columns: Column[], up: Up): { x: number; y: number } => {
  const last = columns.at(-1)
  return { x: last?.x ?? 0, y: up(last?.mean ?? NaN) }
}

/** The area between two lines where both are. */
function gapOf(ghost: Column[], own: Column[], up: Up, log: boolean): string {
  const able = ({ mean }: Column): boolean => !log || mean > 0
  const from = own[0]?.x ?? Infinity
  const to = Math.min(own.at(-1)?.x ?? 0, ghost.at(-1)?.x ?? 0)
  const within = (columns: Column[]): string[] =>
    columns
      .filter((column) => column.x >= from - COLUMN_PX && column.x <= to + COLUMN_PX && able(column))
      .map(({ x, mean }) => point(x, up(mean)))
  const above = within(ghost)
  const below = within(own)
  return above.length < 2 || below.length < 2 ? '' : `M${[...above, ...below.reverse()].join('L')}Z`
}

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
