import { Kept } from '../base/kept.svelte'

/** Which panels beside the pictures are open. What was chosen once holds for the next page. */

export type Panel = 'controls' | 'lesson'

/** Windows at least so wide have room for the panel at first. */
const ROOM: Record<Panel, number> = { controls: 1240, lesson: 1600 }

class Panels {
  readonly #kept: Record<Panel, Kept> = {
    controls: new Kept('panel.controls'),
    lesson: new Kept('panel.lesson'),
  }
  /** Before a class both are folded at first, and what is chosen there is no choice for one's own page. */
  #presented = $state<Partial<Record<Panel, boolean>>>({})
  /** Whether the open lesson takes half of the window, beside the first picture. Opened anew it stands in its place. */
  projected = $state(false)

  open(panel: Panel, presented = false): boolean {
    if (presented) return this.#presented[panel] ?? false
    const { value } = this.#kept[panel]
    return value === null ? innerWidth >= ROOM[panel] : value === 'open'
  }

  toggle(panel: Panel, presented = false): void {
    this.set(panel, !this.open(panel, presented), presented)
  }

  set(panel: Panel, open: boolean, presented = false): void {
    if (panel === 'lesson') this.projected = false
    if (presented) this.#presented[panel] = open
    else this.#kept[panel].keep(open ? 'open' : 'folded')
  }

  /** Projects the lesson, or puts it back to its place. */
  project(presented = false): void {
    const on = !(this.projected && this.open('lesson', presented))
    if (on) this.set('lesson', true, presented)
    this.projected = on
  }
}

export const panels = new Panels()
