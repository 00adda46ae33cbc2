import { pack, unpack } from '../../api/arrays'
import type { Gesture, JsonObject, PlotFigure, ViewArrays } from '../../api/types'
import { t } from '../../base/language.svelte'
import { formatNumber } from '../../base/numbers'
import { firstCursor, press, underCursor, type Cursor } from '../cursor'
import { Dragged } from '../dragged.svelte'
import { watchGestures, type Acted, type Points } from '../gestures'
import { axisName } from './holder'
import type { PlotAxes } from './plotly'

interface Around {
  figure: () => PlotFigure
  arrays: () => ViewArrays
  /** In one language. */
  layout: () => JsonObject
  axes: () => PlotAxes | null
  act: (acted: Acted) => void
  /** What is in the hand has moved. */
  moved: (uid: string) => void
}

const NONE: Points = { x: [], y: [] }

/** The hand on a plane picture, by pointer and by key: what it holds, and where its cursor is. */
export class Plane {
  readonly #dragged: Dragged
  cursor = $state.raw<Cursor | null>(null)
  announced = $state('')

  constructor(readonly around: Around) {
    this.#dragged = new Dragged(() => around.figure().gestures)
  }

  /** The frame, but what the hand holds is where the hand has it. */
  readonly arrays = $derived.by((): ViewArrays => {
    const arrays = this.around.arrays()
    const gesture = this.#dragged.gesture
    const points = gesture && this.#of(gesture)
    if (!gesture || !points) return arrays
    const { x, y } = this.#dragged.among(points, gesture.along === null ? null : this.#line(gesture.along))
    return { ...arrays, [`${gesture.trace}.x`]: pack(x), [`${gesture.trace}.y`]: pack(y) }
  })

  /** Lets go of what the frame has taken up. */
  settle(): void {
    const gesture = this.#dragged.gesture
    const points = gesture && this.#of(gesture)
    const axes = this.around.axes()
    if (points && axes) this.#dragged.settle(points, axes)
  }

  watch(element: HTMLElement): () => void {
    return watchGestures({
      element,
      gestures: () => this.around.figure().gestures,
      axes: this.around.axes,
      points: (gesture) => this.#shown(gesture),
      act: (acted) => this.#send(acted),
      ready: (point) => (this.cursor = point),
    })
  }

  readonly keydown = (event: KeyboardEvent): void => {
    const axes = this.around.axes()
    if (event.ctrlKey || event.metaKey || event.altKey || !axes) return
    const { gestures } = this.around.figure()
    const drag = gestures.find(({ on }) => on === 'drag')
    const points = (drag && this.#shown(drag)) ?? NONE
    const at = this.cursor ?? firstCursor(points, axes)
    const pressed = press(event.key, event.shiftKey, at, points, axes, gestures)
    if (!pressed) return
    event.preventDefault()
    this.cursor = pressed.cursor
    if (pressed.acted) this.#send(pressed.acted)
    const { said } = pressed
    const done = said === 'field_added' || said === 'field_removed'
    this.announced = `${said ? t(done ? 'plane_done' : said) : ''} ${this.readout}`.trim()
  }

  readonly leave = (): void => {
    this.cursor = null
  }

  /** Where the cursor is, and on which point. */
  readonly readout = $derived.by(() => {
    const { cursor } = this
    const axes = this.around.axes()
    if (!cursor || !axes) return ''
    const layout = this.around.layout()
    const drag = this.around.figure().gestures.find(({ on }) => on === 'drag')
    const points = (drag && this.#shown(drag)) ?? NONE
    const index = underCursor(cursor, points, axes)
    const x = index === null ? cursor.x : (points.x[index] ?? cursor.x)
    const y = index === null ? cursor.y : (points.y[index] ?? cursor.y)
    const place = t('field_at', {
      x_title: axisName(layout, 'xaxis'),
      x: formatNumber(x),
      y_title: axisName(layout, 'yaxis'),
      y: formatNumber(y),
    })
    return index === null || points.y.length < 2 ? place : `${place} · ${t('plane_point', { n: index + 1 })}`
  })

  close(): void {
    this.#dragged.close()
  }

  #send(acted: Acted): void {
    this.#dragged.follow(acted)
    const trace = this.#dragged.gesture?.trace
    if (trace) this.around.moved(trace)
    this.around.act(acted)
  }

  /** The points of a gesture as they are drawn. */
  #shown(gesture: Gesture): Points | null {
    return gesture.trace === null ? null : this.#line(gesture.trace, this.arrays)
  }

  #of({ trace }: Gesture): Points | null {
    return trace === null ? null : this.#line(trace)
  }

  #line(uid: string, arrays = this.around.arrays()): Points | null {
    const x = arrays[`${uid}.x`]
    const y = arrays[`${uid}.y`]
    return x && y ? { x: unpack(x), y: unpack(y) } : null
  }
}
