import type { Gesture } from '../api/types'
import type { Acted, PixelAxes, Points } from './gestures'

/** What was let go shows where the hand put it until a frame agrees, or for so long. */
const TRUST_MS = 1500
/** A frame agrees when it differs by less. */
const SAME_PX = 1

interface Held {
  gesture: Gesture
  index: number
  /** Null where the gesture does not say. */
  x: number | null
  y: number | null
  down: boolean
}

/** The point in the hand: where it is on the page before the server knows. */
export class Dragged {
  #held = $state.raw<Held | null>(null)
  #trust: ReturnType<typeof setTimeout> | undefined

  constructor(readonly gestures: () => Gesture[]) {}

  /** The gesture whose point is in the hand. */
  get gesture(): Gesture | null {
    return this.#held?.gesture ?? null
  }

  follow({ action, name, moving }: Acted): void {
    clearTimeout(this.#trust)
    const gesture = this.gestures().find((item) => item.on === 'drag' && item.action === name)
    const number = (field: string | null | undefined): number | null => {
      const value = field ? action[field] : null
      return typeof value === 'number' ? value : null
    }
    const index = gesture?.index ? number(gesture.index) : 0
    const [x, y] = [number(gesture?.x), number(gesture?.y)]
    const known = gesture && index !== null && index >= 0 && (x !== null || y !== null)
    this.#held = known ? { gesture, index, x, y, down: moving } : null
    if (known && !moving) this.#trust = setTimeout(() => (this.#held = null), TRUST_MS)
  }

  /** Points with the one in the hand where the hand has it, on `line` where it has to stay on one. */
  among<P extends Points>(points: P, line: Points | null = null): P {
    const held = this.#held
    if (!held || held.index >= points.y.length) return points
    const x = Float64Array.from(points.x)
    const y = Float64Array.from(points.y)
    if (held.x !== null) x[held.index] = held.x
    if (held.y !== null) y[held.index] = held.y
    else if (held.x !== null && line) y[held.index] = heightAt(line, held.x)
    return { ...points, x, y }
  }

  /** Lets go once the frame shows the point there. */
  settle(points: Points, axes: PixelAxes): void {
    const held = this.#held
    if (!held || held.down) return
    const away = (wanted: number | null, axis: PixelAxes['x'], shown: number | undefined): number =>
      wanted === null ? 0 : Math.abs(axis.pixel(wanted) - axis.pixel(shown ?? NaN))
    const { x, y, index } = held
    const far = Math.max(away(x, axes.x, points.x[index]), away(y, axes.y, points.y[index]))
    if (far >= SAME_PX) return
    clearTimeout(this.#trust)
    this.#held = null
  }

  close(): void {
    clearTimeout(this.#trust)
  }
}

/** The height of a line, whose x rise, at a place. */
function heightAt({ x, y }: Points, at: number): number {
  let right = 1
  while (right < x.length - 1 && (x[right] ?? at) < at) right++
  const [x0 = at, x1 = at] = [x[right - 1], x[right]]
  const [y0 = NaN, y1 = NaN] = [y[right - 1], y[right]]
  const share = x1 === x0 ? 0 : (at - x0) / (x1 - x0)
  return y0 + share * (y1 - y0)
}
