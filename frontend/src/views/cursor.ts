import type { Gesture } from '../api/types'
import {
  actionOf,
  allowed,
  nearestPoint,
  placeAt,
  type Acted,
  type PixelAxes,
  type PixelAxis,
  type Points,
} from './gestures'

/** The keyboard's way to the gestures of a picture: a cursor that moves, adds, picks up, drops and removes points. */

export interface Cursor {
  x: number
  y: number
  /** The point carried along; null when the cursor moves alone. */
  held: number | null
}

export interface Pressed {
  cursor: Cursor
  acted: Acted | null
  said: 'field_added' | 'field_removed' | 'field_taken' | 'field_dropped' | null
}

const REACH = 12
/** So far an arrow key moves, and with Shift. */
const STEP_PX = 4
const FAR_PX = 10 * STEP_PX
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Where the cursor begins: on the only handle that there is, which it then carries; else in the middle, on the nearest
 * handle where there are some.
 */
export function firstCursor(points: Points, axes: PixelAxes): Cursor {
  const { x, y } = axes
  const middle = { px: x.length / 2, py: y.length / 2 }
  const near = nearestPoint(points, axes, middle.px, middle.py, Infinity)?.index
  if (near === undefined) return { x: x.value(middle.px), y: y.value(middle.py), held: null }
  return { x: points.x[near] ?? 0, y: points.y[near] ?? 0, held: points.y.length === 1 ? near : null }
}

/** The point under the cursor. */
export function underCursor(cursor: Cursor, points: Points, axes: PixelAxes): number | null {
  if (cursor.held !== null) return cursor.held
  const px = axes.x.pixel(cursor.x)
  const py = axes.y.pixel(cursor.y)
  return nearestPoint(points, axes, px, py, REACH)?.index ?? null
}

/** What a key does; null when it means nothing here. */
export function press(
  key: string,
  far: boolean,
  cursor: Cursor,
  points: Points,
  axes: PixelAxes,
  gestures: Gesture[],
): Pressed | null {
  const gesture = (on: Gesture['on']): Gesture | undefined => gestures.find((item) => item.on === on)
  const drag = gesture('drag')
  const quiet = (next: Cursor): Pressed => ({ cursor: next, acted: null, said: null })
  const arrow = ARROWS[key]
  if (arrow) {
    const { held } = cursor
    const there = moveBy(cursor, arrow, axes, far ? FAR_PX : STEP_PX)
    if (held === null || !drag) return quiet({ ...there, held })
    const moved = { ...allowed(drag, there), held }
    return { cursor: moved, acted: actionOf(drag, moved, held, true), said: null }
  }
  const under = underCursor(cursor, points, axes)
  switch (key.toLowerCase()) {
    case 'n': {
      if (points.y.length === 0 || cursor.held !== null) return null
      const next = ((under ?? -1) + (far ? points.y.length - 1 : 1) + points.y.length) % points.y.length
      return quiet({ x: points.x[next] ?? cursor.x, y: points.y[next] ?? cursor.y, held: null })
    }
    case 'enter': {
      const free = { ...cursor, held: null }
      if (cursor.held !== null && drag) {
        return { cursor: free, acted: actionOf(drag, cursor, cursor.held, false), said: 'field_dropped' }
      }
      if (under !== null && drag) {
        const x = points.x[under] ?? cursor.x
        const y = points.y[under] ?? cursor.y
        return { cursor: { x, y, held: under }, acted: null, said: 'field_taken' }
      }
      const click = gesture('click')
      return click ? { cursor, acted: actionOf(click, cursor, -1, false), said: 'field_added' } : null
    }
    case 'delete':
    case 'backspace': {
      const remove = gesture('remove')
      if (!remove || under === null) return null
      return {
        cursor: { ...cursor, held: null },
        acted: actionOf(remove, cursor, under, false),
        said: 'field_removed',
      }
    }
    case 'escape':
      return cursor.held === null
        ? null
        : { cursor: { ...cursor, held: null }, acted: null, said: 'field_dropped' }
    default:
      return null
  }
}

function moveBy(
  cursor: Cursor,
  [right, down]: readonly [number, number],
  axes: PixelAxes,
  step: number,
): { x: number; y: number } {
  const moved = (axis: PixelAxis, value: number, by: number): number =>
    by === 0 ? value : placeAt(axis, Math.min(axis.length, Math.max(0, axis.pixel(value) + by * step)))
  return { x: moved(axes.x, cursor.x, right), y: moved(axes.y, cursor.y, down) }
}
