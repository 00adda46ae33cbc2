import { kept } from '../base/kept'

/** Which panels beside the pictures are open. What was chosen once holds for the next page. */

export type Panel = 'controls' | 'lesson'

/** Windows at least so wide have room for the panel at first. */
const ROOM: Record<Panel, number> = { controls: 1240, lesson: 1600 }

class Panels {
  #chosen = $state<Partial<Record<Panel, boolean>>>({})

  constructor() {
    for (const panel of ['controls', 'lesson'] as const) {
      const said = kept.read(`panel.${panel}`)
      if (said !== null) this.#chosen[panel] = said === 'open'
    }
  }

  open(panel: Panel): boolean {
    return this.#chosen[panel] ?? innerWidth >= ROOM[panel]
  }

  toggle(panel: Panel): void {
    const open = !this.open(panel)
    this.#chosen[panel] = open
    kept.write(`panel.${panel}`, open ? 'open' : 'folded')
  }
}

export const panels = new Panels()
