import type { JsonObject, ViewArrays } from '../../api/types'
import { withPath } from './figure'

/** A frame's arrays are named "<trace uid>.<attribute path>". */
export function splitName(name: string): { uid: string; path: string[] } {
  const [uid = '', ...path] = name.split('.')
  return { uid, path }
}

/**
 * Puts a frame's arrays into the traces. Returns the same traces when nothing differs from what they hold, so that the
 * caller need not draw; otherwise new objects for the traces that changed and the old ones for the rest.
 */
export class Merger {
  #traces: JsonObject[]
  #held = new Map<string, string>()
  /** Names of the arrays that the last frame changed. */
  changed: string[] = []

  constructor(traces: JsonObject[]) {
    this.#traces = traces
  }

  get traces(): JsonObject[] {
    return this.#traces
  }

  /** The traces of a new theme or language, with the arrays to be merged again. */
  restart(traces: JsonObject[]): void {
    this.#traces = traces
    this.#held.clear()
  }

  /** True when something changed. */
  apply(arrays: ViewArrays): boolean {
    this.changed = []
    for (const [name, packed] of Object.entries(arrays)) {
      const held = `${packed.dtype} ${packed.shape ?? ''} ${packed.bdata}`
      if (this.#held.get(name) === held) continue
      const { uid, path } = splitName(name)
      const index = this.#traces.findIndex((trace) => trace['uid'] === uid)
      const trace = this.#traces[index]
      if (!trace || path.length === 0) continue
      this.#held.set(name, held)
      // plotly.js takes a packed array as it is, except an empty one, which it does not recognise.
      const value = packed.bdata === '' ? [] : { ...packed }
      this.#traces = this.#traces.with(index, withPath(trace, path, value))
      this.changed.push(name)
    }
    return this.changed.length > 0
  }
}
