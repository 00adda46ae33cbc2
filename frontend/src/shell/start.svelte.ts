import { api } from '../api/client'
import { Latest } from '../api/latest'
import type { Figures, Frame, JsonObject, LabDetail } from '../api/types'
import type { Settling } from '../base/settled.svelte'
import type { Faults } from './faults.svelte'

interface Wanted {
  params: JsonObject
  seed: number
  figures: boolean
}

/** The pictures of an experiment that has not begun, for whatever parameters the page shows. */
export class Start {
  figures: Figures
  frame: Frame
  /** The parameters that figures and frame belong to. */
  drawn: JsonObject
  #queue: Latest<Wanted>

  constructor(
    readonly lab: LabDetail,
    readonly faults: Faults,
    readonly settling: Settling,
  ) {
    this.figures = $state.raw(lab.figures)
    this.frame = $state.raw(lab.frame)
    this.drawn = lab.defaults
    this.#queue = new Latest(
      (wanted) => this.faults.guard(() => this.#draw(wanted)),
      (waiting, value) => ({ ...value, figures: waiting.figures || value.figures }),
    )
  }

  offer(wanted: Wanted): void {
    this.settling.during(this.#queue.offer(wanted))
  }

  /** Forgets what waits to be drawn. */
  clear(): void {
    this.#queue.clear()
  }

  async #draw({ params, seed, figures }: Wanted): Promise<void> {
    const frame = await api.frame(this.lab.slug, params, seed, figures)
    if (frame.figures) this.figures = frame.figures
    this.frame = frame
    this.drawn = params
    this.faults.errors = []
  }
}
