import { isObject } from '../../api/guards'
import type { Json, JsonObject } from '../../api/types'

/** From where each group of linked 3-D pictures is looked at: turning one turns the others. */

export interface Look {
  camera: JsonObject
  /** Who turned it; it need not be told. */
  by: object
}

class Cameras {
  #looks = $state.raw<ReadonlyMap<string, Look>>(new Map())

  at(space: string | null): Look | null {
    return space === null ? null : (this.#looks.get(space) ?? null)
  }

  /** A picture that was told to turn says so in its turn: what is known already is no news. */
  turn(space: string, look: Look): void {
    if (JSON.stringify(this.at(space)?.camera) === JSON.stringify(look.camera)) return
    this.#looks = new Map(this.#looks).set(space, look)
  }
}

export const cameras = new Cameras()

/** The camera in what Plotly says about a change of its layout; null if it was about something else. */
export function cameraIn(change: Json): JsonObject | null {
  const camera = isObject(change) ? change['scene.camera'] : null
  return isObject(camera) ? camera : null
}
