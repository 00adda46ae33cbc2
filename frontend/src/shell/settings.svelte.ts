import { sameJson } from '../api/guards'
import type { JsonObject, LabDetail } from '../api/types'
import { Held } from './held'

/** What an experiment begins with, as the page shows it. */
export class Settings {
  params: JsonObject
  seed = $state(0)
  /** Steps a second; null is unlimited. */
  speed: number | null
  /** What of it the run does not have yet. */
  readonly held = new Held()

  constructor(lab: LabDetail) {
    this.params = $state.raw(lab.defaults)
    this.speed = $state(lab.speed)
  }

  /** Shows the parameters of the run, and those that are still on their way to it. */
  follow(params: JsonObject): void {
    const shown = this.held.over(params)
    if (!sameJson(shown, this.params)) this.params = shown
  }
}
