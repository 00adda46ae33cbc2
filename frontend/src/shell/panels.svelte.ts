import { kept } from '../base/kept'

/** Which panels beside the pictures are open. What was chosen once holds for the next page. */

export type Panel = 'controls' | 'lesson'

/** Windows at least so wide have room for the panel at first. */
const ROOM: Record<Panel, number> = { controls: 1240, lesson: 1600 }

/** Before a class both are folded at first, and what is chosen there is no choice for one's own page. */
type Place = Panel | `presented.${Panel}`

class Panels {
  #chosen = $state<Partial<Record<Place, boolean>>>({})

  constructor() {
    for (const panel of ['controls', 'lesson'] as const) {
      const said = kept.read(`panel.${panel}`)
      if (said !== null) this.#chosen[panel] = said === 'open'
    }
  }

  open(panel: Panel, presented = false): boolean {
    if (presented) return this.#chosen[`presented.${panel}`] ?? false
    return this.#chosen[panel] ?? innerWidth >= ROOM[panel]
  }

  toggle(panel: Panel, presented = false): void {
    const open = !this.open(panel, presented)
    const place: Place = presented ? `presented.${panel}` : panel
    this.#chosen[place] = open
    if (!presented) kept.write(`panel.${panel}`, open ? 'open' : 'folded')
  }
}

export const panels = new Panels()
