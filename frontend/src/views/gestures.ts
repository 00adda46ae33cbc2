import type { Gesture, JsonObject } from '../api/types'

/** Pointer gestures on a picture: pixels become data coordinates, and those an action. Mouse, pen and touch. */

export interface Acted {
  action: JsonObject
  name: string
  /** The gesture goes on: only its newest value matters. */
  moving: boolean
}

export interface Points {
  x: ArrayLike<number>
  y: ArrayLike<number>
}

/** One axis of the plotting area: where it starts inside of the element, how long it is, and pixels <-> values. */
export interface PixelAxis {
  offset: number
  length: number
  value(pixel: number): number
  pixel(value: number): number
}

export interface PixelAxes {
  x: PixelAxis
  y: PixelAxis
}

export interface Surroundings {
  element: HTMLElement
  gestures: () => Gesture[]
  axes: () => PixelAxes | null
  /** The points that a gesture takes hold of; null where it has none. */
  points: (gesture: Gesture) => Points | null
  act: (acted: Acted) => void
  /** The point that a finger may drag now; null when there is none. */
  ready: (point: { x: number; y: number; held: number } | null) => void
}

interface Place {
  x: number
  y: number
  /** Pixels from the left and top of the plotting area. */
  px: number
  py: number
}

export interface Grab {
  gesture: Gesture
  index: number
}

const TAP_PX = 6
const DOUBLE_MS = 350
/** A finger that rests on a point so long holds it. */
const PRESS_MS = 250

export function watchGestures(around: Surroundings): () => void {
  const { element } = around
  let grab: Grab | null = null
  let start: { x: number; y: number; moved: boolean; place: Place; finger: boolean } | null = null
  /** A finger scrolls the page; it drags only the point that it tapped before, or on which it rests. */
  let chosen: Grab | null = null
  let resting: ReturnType<typeof setTimeout> | undefined
  let pressed = false
  /** The axes as they were when the hand came down: a picture that is just being drawn anew has none to go by. */
  let axesDown: PixelAxes | null = null
  let tapped = { index: -1, time: 0 }

  const reach = (event: PointerEvent): number => (event.pointerType === 'mouse' ? 12 : 26)

  const nearest = (on: Gesture['on'], place: Place, limit: number): Grab | null => {
    const axes = around.axes()
    let best: Grab | null = null
    let reached = limit
    for (const gesture of around.gestures()) {
      const points = gesture.on === on ? around.points(gesture) : null
      const found = points && axes ? nearestPoint(points, axes, place.px, place.py, reached) : null
      if (!found) continue
      reached = found.away
      best = { gesture, index: found.index }
    }
    return best
  }

  const send = (gesture: Gesture, place: Place, index: number, moving: boolean): void => {
    around.act(actionOf(gesture, place, index, moving))
  }

  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return
    const place = placeOf(around, event)
    if (!place) return
    const finger = event.pointerType !== 'mouse'
    start = { x: event.clientX, y: event.clientY, moved: false, place, finger }
    axesDown = around.axes()
    pressed = false
    const near = nearest('drag', place, reach(event))
    if (!finger || same(near, chosen)) grab = near
    else {
      chosen = null
      if (near) resting = setTimeout(() => press(near), PRESS_MS)
    }
    element.setPointerCapture(event.pointerId)
  }

  const press = (near: Grab): void => {
    pressed = true
    grab = near
    element.dataset['grab'] = 'held'
    choose(near)
  }

  /** Shows the point that the next finger drags. */
  const choose = (near: Grab | null): void => {
    chosen = near
    const points = near && around.points(near.gesture)
    around.ready(
      points && { x: points.x[near.index] ?? NaN, y: points.y[near.index] ?? NaN, held: near.index },
    )
  }

  const move = (event: PointerEvent): void => {
    const place = placeOf(around, event)
    if (!start) {
      const over = place && event.pointerType === 'mouse' ? nearest('drag', place, 12) : null
      element.dataset['grab'] = over ? 'ready' : place && clickable(around.gestures()) ? 'click' : ''
      return
    }
    if (!start.moved && Math.hypot(event.clientX - start.x, event.clientY - start.y) > TAP_PX) {
      start.moved = true
      clearTimeout(resting)
      around.ready(null)
    }
    if (!grab || !start.moved) return
    element.dataset['grab'] = 'held'
    send(grab.gesture, limited(element, axesDown, event), grab.index, true)
  }

  const up = (event: PointerEvent): void => {
    const begun = start
    const held = grab
    start = null
    grab = null
    clearTimeout(resting)
    element.dataset['grab'] = ''
    if (!begun || event.type === 'pointercancel') return
    if (held && begun.moved) {
      send(held.gesture, limited(element, axesDown, event), held.index, false)
      if (begun.finger) choose(held)
      return
    }
    if (begun.moved || pressed) return
    if (begun.finger) choose(nearest('drag', begun.place, reach(event)))
    const target = nearest('remove', begun.place, reach(event))
    if (target) {
      const again = tapped.index === target.index && event.timeStamp - tapped.time < DOUBLE_MS
      tapped = { index: again ? -1 : target.index, time: event.timeStamp }
      if (again) {
        send(target.gesture, begun.place, target.index, false)
        choose(null)
      }
      return
    }
    const click = around.gestures().find((gesture) => gesture.on === 'click')
    if (click && !chosen) send(click, begun.place, -1, false)
  }

  const menu = (event: MouseEvent): void => {
    if (start?.finger) {
      event.preventDefault() // a finger that rests holds
      return
    }
    const place = placeOf(around, event)
    const target = place ? nearest('remove', place, 12) : null
    if (!place || !target) return
    event.preventDefault()
    send(target.gesture, place, target.index, false)
  }

  /** Plotly would cover the page to follow its own drag; a finger that holds a point must not scroll. */
  const keep = (event: Event): void => {
    event.stopPropagation()
    if (grab && event.type !== 'mousedown' && event.cancelable) event.preventDefault()
  }

  // Before Plotly's own listeners, which lie deeper.
  const capture = { capture: true }
  element.addEventListener('pointerdown', down, capture)
  element.addEventListener('pointermove', move, capture)
  element.addEventListener('pointerup', up, capture)
  element.addEventListener('pointercancel', up, capture)
  element.addEventListener('contextmenu', menu, capture)
  element.addEventListener('mousedown', keep, capture)
  element.addEventListener('touchstart', keep, { capture: true, passive: false })
  element.addEventListener('touchmove', keep, { capture: true, passive: false })
  return () => {
    clearTimeout(resting)
    element.removeEventListener('pointerdown', down, capture)
    element.removeEventListener('pointermove', move, capture)
    element.removeEventListener('pointerup', up, capture)
    element.removeEventListener('pointercancel', up, capture)
    element.removeEventListener('contextmenu', menu, capture)
    element.removeEventListener('mousedown', keep, capture)
    element.removeEventListener('touchstart', keep, capture)
    element.removeEventListener('touchmove', keep, capture)
  }
}

/** The same point, though a frame came between. */
const same = (a: Grab | null, b: Grab | null): boolean =>
  a !== null && b !== null && a.gesture.trace === b.gesture.trace && a.index === b.index

const clickable = (gestures: Gesture[]): boolean => gestures.some((gesture) => gesture.on === 'click')

/** The point nearest to a pixel of the plotting area, if it lies within `limit` pixels. */
export function nearestPoint(
  points: Points,
  axes: PixelAxes,
  px: number,
  py: number,
  limit: number,
): { index: number; away: number } | null {
  let best: { index: number; away: number } | null = null
  for (let index = 0; index < points.y.length; index++) {
    const dx = axes.x.pixel(points.x[index] ?? NaN) - px
    const dy = axes.y.pixel(points.y[index] ?? NaN) - py
    const away = Math.hypot(dx, dy)
    if (away < (best?.away ?? limit)) best = { index, away }
  }
  return best
}

/** The value at a pixel, no finer than the pixel: a hand has put a point at 0.3, not at 0.301817. */
export function placeAt(axis: PixelAxis, pixel: number): number {
  const value = axis.value(pixel)
  const grain = 10 ** Math.floor(Math.log10(Math.abs(axis.value(pixel + 1) - value)))
  return grain > 0 && grain < Infinity ? Number((Math.round(value / grain) * grain).toPrecision(12)) : value
}

/** Where the pointer is; null outside of the plotting area. */
function placeOf(around: Surroundings, event: MouseEvent): Place | null {
  const axes = around.axes()
  if (!axes) return null
  const box = around.element.getBoundingClientRect()
  const px = event.clientX - box.left - axes.x.offset
  const py = event.clientY - box.top - axes.y.offset
  if (px < 0 || py < 0 || px > axes.x.length || py > axes.y.length) return null
  return { px, py, x: placeAt(axes.x, px), y: placeAt(axes.y, py) }
}

/** As `placeOf` by given axes, the pointer held inside of the plotting area. */
function limited(element: HTMLElement, axes: PixelAxes | null, event: MouseEvent): Place {
  if (!axes) return { px: 0, py: 0, x: 0, y: 0 }
  const box = element.getBoundingClientRect()
  const px = Math.min(Math.max(event.clientX - box.left - axes.x.offset, 0), axes.x.length)
  const py = Math.min(Math.max(event.clientY - box.top - axes.y.offset, 0), axes.y.length)
  return { px, py, x: placeAt(axes.x, px), y: placeAt(axes.y, py) }
}

/** Where a gesture ends that goes farther than its fields allow. */
export const allowed = (gesture: Gesture, { x, y }: { x: number; y: number }): { x: number; y: number } => ({
  x: between(x, gesture.x_within),
  y: between(y, gesture.y_within),
})

const between = (value: number, [low, high]: Gesture['x_within']): number =>
  Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity)

/** What a gesture at a place sends. */
export function actionOf(
  gesture: Gesture,
  place: { x: number; y: number },
  index: number,
  moving: boolean,
): Acted {
  const { x, y } = allowed(gesture, place)
  const action: JsonObject = {}
  if (gesture.x) action[gesture.x] = tidy(x)
  if (gesture.y) action[gesture.y] = tidy(y)
  if (gesture.index) action[gesture.index] = index
  return { action, name: gesture.action, moving }
}

/** Six digits are finer than a pixel. */
export const tidy = (value: number): number => Number(value.toPrecision(6))
