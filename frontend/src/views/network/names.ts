import type { NetworkFigure } from '../../api/types'
import { say } from '../../base/language.svelte'
import { withinLayer } from '../../base/text'
import { unitTitle } from './unit-title'

/** What the units and layers of a network are called. */
export class Names {
  constructor(readonly figure: NetworkFigure) {}

  unit(layer: number, unit: number): string {
    const name = this.figure.layers[layer]?.units[unit]
    return name ? say(name) : String(unit + 1)
  }

  layer(layer: number): string {
    const title = this.figure.layers[layer]?.title
    return title ? say(title) : String(layer)
  }

  /** A unit with its layer, where its name does not say that. */
  full(layer: number, unit: number): string {
    return unitTitle(this.unit(layer, unit), this.layer(layer))
  }

  /** A unit without its layer, where that stands beside it. */
  within(layer: number, unit: number): string {
    return withinLayer(this.unit(layer, unit), this.layer(layer))
  }
}
