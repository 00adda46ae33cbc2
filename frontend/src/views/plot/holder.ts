import { isObject } from '../../api/guards'
import type { JsonObject } from '../../api/types'
import { hand } from '../hand.svelte'
import { drawnRange } from './plotly'

/** Holds the axes of a picture that follow its numbers while a hand is down; another picture has axes of its own. */
export class Holder {
  #drawn = ''
  holding = false

  /** The axes to draw with instead of those of `layout`, which `plain` became in this theme and language. */
  axes(element: HTMLElement, plain: JsonObject, layout: JsonObject): JsonObject {
    const same = JSON.stringify(plain)
    this.holding = hand.down && same === this.#drawn
    this.#drawn = same
    return this.holding ? heldAxes(layout, (name) => drawnRange(element, name)) : {}
  }
}

/** The axes whose range is not given, with the one that is drawn. */
export function heldAxes(
  layout: JsonObject,
  rangeOf: (name: 'xaxis' | 'yaxis') => number[] | null,
): JsonObject {
  const held: JsonObject = {}
  for (const name of ['xaxis', 'yaxis'] as const) {
    const wanted = layout[name]
    const own = isObject(wanted) ? wanted : {}
    const range = rangeOf(name)
    if (range?.length === 2 && !('range' in own)) held[name] = { ...own, range, autorange: false }
  }
  return held
}
