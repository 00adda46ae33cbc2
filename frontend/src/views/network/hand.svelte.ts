import type { NetworkFigure } from '../../api/types'
import { biasAt, draggedWeight, ribbonAt, type Net, type NetLayout } from './network'
import { handleValue, sameHandle, type Handle } from './network-drag'

interface Around {
  element: () => HTMLElement | undefined
  figure: () => NetworkFigure
  net: () => Net
  layout: () => NetLayout
  set: (handle: Handle, value: number, moving: boolean) => void
  /** The pointer went down where nothing is. */
  elsewhere: () => void
}

const MOUSE_REACH = 6
const TOUCH_REACH = 14
const SLACK = 3

/** The pointer among the ribbons and biases of a network: what it is over, drags, or is about to type. */
export class Hand {
  over = $state.raw<Handle | null>(null)
  /** A finger scrolls the page; only the ribbon that it tapped before is dragged. */
  chosen = $state.raw<Handle | null>(null)
  typing = $state.raw<{ handle: Handle; x: number; y: number } | null>(null)
  drag = $state.raw<{ handle: Handle; start: number; y: number; moved: boolean } | null>(null)
  place = $state.raw({ x: 0, y: 0 })

  constructor(readonly around: Around) {}

  /** What is held, typed or pointed at, in this order. */
  get current(): Handle | null {
    return this.drag?.handle ?? this.typing?.handle ?? this.over ?? this.chosen
  }

  movable(handle: Handle | null): boolean {
    if (!handle) return false
    const { bias_action: bias, weight_action: weight } = this.around.figure()
    return (handle.input === null ? bias : weight) !== null
  }

  down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || inside(event, FLOATING)) return
    const touch = event.pointerType !== 'mouse'
    const handle = this.#at(event, touch ? TOUCH_REACH : MOUSE_REACH)
    if (!handle) {
      this.chosen = null
      if (!inside(event, UNIT)) this.around.elsewhere()
      return
    }
    this.#keep(event)
    if (touch && !sameHandle(this.chosen, handle)) {
      this.chosen = handle
      return
    }
    if (!this.movable(handle)) return
    event.preventDefault()
    this.around.element()?.setPointerCapture(event.pointerId)
    const start = handleValue(this.around.net(), this.around.layout(), handle)
    this.drag = { handle, start, y: event.clientY, moved: false }
  }

  move(event: PointerEvent): void {
    if (this.drag) {
      const up = this.drag.y - event.clientY
      if (!this.drag.moved && Math.abs(up) < SLACK) return
      this.drag = { ...this.drag, moved: true }
      this.around.set(this.drag.handle, draggedWeight(this.drag.start, up), true)
    } else if (event.pointerType === 'mouse') {
      this.over = inside(event, FLOATING) ? null : this.#at(event, MOUSE_REACH)
      this.#keep(event)
    }
  }

  up(event: PointerEvent): void {
    const { drag } = this
    this.drag = null
    if (!drag?.moved) return
    this.around.set(drag.handle, draggedWeight(drag.start, drag.y - event.clientY), false)
  }

  /** The browser took the pointer away: what was held is let go where it is. */
  cancel(): void {
    const { drag } = this
    this.drag = null
    if (!drag?.moved) return
    this.around.set(drag.handle, handleValue(this.around.net(), this.around.layout(), drag.handle), false)
  }

  /** Opens the number field for what is under the pointer. */
  type(event: MouseEvent): void {
    if (inside(event, FLOATING)) return
    const handle = this.#at(event, TOUCH_REACH)
    if (!handle || !this.movable(handle)) return
    event.preventDefault()
    this.#keep(event)
    this.typing = { handle, ...this.place }
  }

  /** Lets go of everything; false when nothing was held. */
  release(): boolean {
    const held = this.typing !== null || this.chosen !== null || this.drag !== null
    this.cancel()
    this.typing = null
    this.chosen = null
    return held
  }

  #at(event: MouseEvent, reach: number): Handle | null {
    const box = this.around.element()?.getBoundingClientRect()
    if (!box) return null
    const x = event.clientX - box.left
    const y = event.clientY - box.top
    const spot = biasAt(this.around.layout(), x, y, reach + 1)
    if (spot) return { ...spot, input: null }
    return inside(event, UNIT) ? null : ribbonAt(this.around.net(), this.around.layout(), x, y, reach)
  }

  #keep(event: MouseEvent): void {
    const box = this.around.element()?.getBoundingClientRect()
    if (box) this.place = { x: event.clientX - box.left, y: event.clientY - box.top }
  }
}

const UNIT = '[data-unit]'
const FLOATING = '.unit-card, .typing'

const inside = (event: Event, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null
