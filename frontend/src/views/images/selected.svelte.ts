import type { ImagesFigure } from '../../api/types'
import { linked } from '../linked.svelte'
import { first, inside, keyOf, placeOf, type Moving, type Place } from './windows'

/** The output that is looked at, in all views that are linked: it stays when the pointer has left. */
export class Selected {
  #own = $state.raw<Place | null>(null)

  constructor(
    readonly figure: () => ImagesFigure,
    readonly moving: () => Moving[],
  ) {}

  get place(): Place | null {
    const moving = this.moving()
    const key = linked.keyIn(this.figure().linked)
    if (key !== null) return placeOf(key, moving)
    const [before] = moving
    const own = this.#own
    const output = own && moving[own.window]?.output
    if (own && output) return { ...own, ...inside(output, own) }
    return before ? first(before) : null
  }

  look(place: Place): void {
    this.#own = place
    linked.point(this.figure().linked, keyOf(place))
  }
}
