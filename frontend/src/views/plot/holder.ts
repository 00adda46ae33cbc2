import { isObject } from '../../api/guards'
import type { JsonObject, PlotFigure, ViewArrays } from '../../api/types'
import { hand } from '../hand.svelte'
import { AXES, framedAxes } from './framed'
import { drawnRange } from './plotly'
import { roomy, type Size } from './room'

/**
 * The axes of a picture: a frame may give their ranges and numbers of their titles, and those that are not given once for
 * all hold while a hand is down. Another picture has axes of its own.
 */
export class Holder {
  #drawn = ''
  #said = ''
  holding = false

  /** Whether a frame says something else about the axes than the one that was drawn. */
  changed(arrays: ViewArrays): boolean {
    return saidOf(arrays) !== this.#said
  }

  /** The axes to draw with in a picture of a size, instead of those of `layout`, which `plain` became in this theme and language. */
  axes(
    element: HTMLElement,
    plain: PlotFigure['figure'],
    layout: JsonObject,
    arrays: ViewArrays,
    size: Size,
  ): JsonObject {
    const same = JSON.stringify(plain.layout)
    this.holding = hand.down && same === this.#drawn
    this.#drawn = same
    this.#said = saidOf(arrays)
    const given = { ...layout, ...framedAxes(layout, arrays) }
    const framed = { ...given, ...roomy(given, plain, size) }
    return {
      ...framed,
      ...(this.holding ? heldAxes(layout, framed, (name) => drawnRange(element, name)) : {}),
    }
  }
}

const saidOf = (arrays: ViewArrays): string =>
  Object.entries(arrays)
    .filter(([name]) => /^[xy]axis\./.test(name))
    .map(([name, { bdata }]) => `${name}=${bdata}`)
    .join()

/** What an axis is called, without its mark-up. */
export function axisName(layout: JsonObject, name: 'xaxis' | 'yaxis'): string {
  const notes = Array.isArray(layout['annotations']) ? layout['annotations'] : []
  const title = notes.find((note) => isObject(note) && note['name'] === `title.${name}`)
  const text = isObject(title) ? title['text'] : null
  return typeof text === 'string' ? text.replace(/<[^>]*>/g, '') : (name[0] ?? '')
}

/** The axes whose range is not given once for all, with the one that is drawn. */
export function heldAxes(
  layout: JsonObject,
  framed: JsonObject,
  rangeOf: (name: 'xaxis' | 'yaxis') => number[] | null,
): JsonObject {
  const held: JsonObject = {}
  for (const name of AXES) {
    const [wanted, now] = [layout[name], framed[name]]
    const range = rangeOf(name)
    if (range?.length !== 2 || (isObject(wanted) && 'range' in wanted)) continue
    held[name] = { ...(isObject(now) ? now : {}), range, autorange: false }
  }
  return held
}
