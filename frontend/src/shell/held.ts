import { sameJson } from '../api/guards'
import type { JsonObject } from '../api/types'

/**
 * Parameters that were changed on the page and are not in force in the run yet. Whatever the server says meanwhile, the
 * page goes on showing what was set last.
 */
export class Held {
  #values: JsonObject = {}

  get values(): JsonObject {
    return this.#values
  }

  hold(values: JsonObject): void {
    this.#values = { ...this.#values, ...values }
  }

  /** The server has these now; what was changed again since they were sent is still held. */
  release(sent: JsonObject): void {
    const left = Object.entries(this.#values).filter(
      ([key, value]) => !(key in sent) || !sameJson(sent[key], value),
    )
    this.#values = Object.fromEntries(left)
  }

  clear(): void {
    this.#values = {}
  }

  /** Parameters of the run with what is held laid over them. */
  over(params: JsonObject): JsonObject {
    return { ...params, ...this.#values }
  }
}

/** The parameters that differ. */
export function changed(before: JsonObject, now: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => !sameJson(before[key], value)))
}
