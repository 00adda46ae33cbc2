import type { Place } from './cells'
import type { Ribbon, Row } from './ribbon.svelte'

/** A cell: its place from the left, and its row. */
export interface Cell {
  place: number
  row: Row
}

type Pointed = PointerEvent & { currentTarget: HTMLElement }

/** Pointer, finger and keys on a ribbon: what is pointed at is shown, and what is chosen stays. */
export class Hand {
  pointed = $state.raw<Cell | null>(null)

  /** `border`: the height, in pixels, at which the parent's row ends. */
  constructor(
    readonly ribbon: Ribbon,
    readonly border: () => number,
  ) {}

  point(cell: Cell | null): void {
    if (cell?.place === this.pointed?.place && cell?.row === this.pointed?.row) return
    this.pointed = cell
    this.ribbon.live?.point(this.#placeOf(cell))
  }

  stay(cell: Cell | null): void {
    if (!cell) return
    const place = this.#placeOf(cell)
    this.ribbon.live?.look(place?.step ?? null, place?.of)
  }

  move = (event: Pointed): void => this.point(this.#at(event))

  /** A finger that only touches moves over the pictures; where it lets go it stays. */
  press = (event: Pointed): void => {
    if (event.pointerType === 'mouse') return
    event.currentTarget.setPointerCapture(event.pointerId)
    this.point(this.#at(event))
  }

  release = (event: Pointed): void => {
    if (event.pointerType === 'mouse') return
    this.stay(this.#at(event) ?? this.pointed)
    this.point(null)
  }

  leave = (): void => this.point(null)

  keydown = (event: KeyboardEvent): void => {
    const { live } = this.ribbon
    if (event.ctrlKey || event.metaKey || event.altKey || !live) return
    if (event.key === 'Escape' && !live.shown && !this.pointed) return
    if (!this.#press(event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** What a key does; false for one that has no use here. */
  #press(key: string): boolean {
    const { ribbon } = this
    const now = this.pointed ?? { place: ribbon.current, row: ribbon.live?.shown?.of ?? 'own' }
    const two = !ribbon.common(now.place)
    switch (key) {
      case 'ArrowRight':
        this.#go(now.place + 1, now.row)
        return true
      case 'ArrowLeft':
        this.#go(now.place - 1, now.row)
        return true
      case 'ArrowUp':
        this.#go(two ? now.place : now.place + 1, 'parent')
        return true
      case 'ArrowDown':
        this.#go(two ? now.place : now.place - 1, 'own')
        return true
      case 'Home':
        this.#go(0, now.row)
        return true
      case 'End':
        this.#go(ribbon.last, 'own')
        return true
      case 'Enter':
        this.stay(now)
        return true
      case 'Escape':
        this.point(null)
        ribbon.live?.look(null)
        return true
      default:
        return false
    }
  }

  #go(place: number, row: Row): void {
    const { steps } = this.ribbon.cells
    const held = Math.min(Math.max(place, 0), steps.length - 1)
    const line = this.ribbon.common(held) ? 'own' : row
    if (this.ribbon.run(steps[held] ?? Infinity, line)) this.point({ place: held, row: line })
  }

  #at(event: Pointed): Cell | null {
    const { ribbon } = this
    const box = event.currentTarget.getBoundingClientRect()
    const place = Math.floor((event.clientX - box.left) / ribbon.pitch)
    const step = ribbon.cells.steps[place]
    if (step === undefined || !ribbon.live) return null
    const row = !ribbon.common(place) && event.clientY - box.top < this.border() ? 'parent' : 'own'
    return ribbon.run(step, row) ? { place, row } : null
  }

  /** Null for the newest picture: that is no place in the past. */
  #placeOf(cell: Cell | null): Place | null {
    const step = cell ? this.ribbon.cells.steps[cell.place] : undefined
    if (!cell || step === undefined || (cell.row === 'own' && cell.place === this.ribbon.now)) return null
    return { step, of: cell.row }
  }
}
