import type { FieldFigure } from '../../api/types'
import type { Acted } from '../gestures'
import type { FieldPoints } from './field'

/** A dragged point shows where the hand put it until a frame agrees, or for so long. */
const TRUST_MS = 1500

/** The point in the hand: where it is on the page before the server knows. */
export class Dragged {
  #point = $state.raw<{ index: number; x: number; y: number; until: number } | null>(null)

  constructor(readonly figure: () => FieldFigure) {}

  follow(acted: Acted): void {
    const drag = this.figure().gestures.find(({ on, action }) => on === 'drag' && action === acted.name)
    const index = drag?.index ? acted.action[drag.index] : undefined
    const x = drag?.x ? acted.action[drag.x] : undefined
    const y = drag?.y ? acted.action[drag.y] : undefined
    const known = typeof index === 'number' && index >= 0 && typeof x === 'number' && typeof y === 'number'
    this.#point = known
      ? { index, x, y, until: acted.moving ? Infinity : performance.now() + TRUST_MS }
      : null
  }

  among(points: FieldPoints): FieldPoints {
    const point = this.#point
    if (!point || point.index >= points.y.length) return points
    const x = Float64Array.from(points.x)
    const y = Float64Array.from(points.y)
    x[point.index] = point.x
    y[point.index] = point.y
    return { ...points, x, y }
  }

  /** Lets go once the frame shows the point there. */
  settle(points: FieldPoints): void {
    const point = this.#point
    if (!point || point.until === Infinity) return
    const figure = this.figure()
    const dx = Math.abs((points.x[point.index] ?? NaN) - point.x) / (figure.x.high - figure.x.low)
    const dy = Math.abs((points.y[point.index] ?? NaN) - point.y) / (figure.y.high - figure.y.low)
    if (Math.max(dx, dy) < 1e-3 || performance.now() > point.until) this.#point = null
  }
}
