import { HOME, sameCamera, type Camera } from './camera'

/** From where each group of linked pictures in space is looked at: turning one turns the others. */
class Cameras {
  #looks = $state.raw<ReadonlyMap<string, Camera>>(new Map())

  at(group: string): Camera {
    return this.#looks.get(group) ?? HOME
  }

  turn(group: string, camera: Camera): void {
    if (!sameCamera(this.at(group), camera)) this.#looks = new Map(this.#looks).set(group, camera)
  }
}

export const cameras = new Cameras()
