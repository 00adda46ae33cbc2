import { tick } from 'svelte'

/** Pictures that are being drawn; each resolves when what it was given so far is on the screen. */
const pictures = new Set<() => Promise<unknown>>()

/** Names a picture whose drawing the page waits for; the function returned takes it out again. */
export function drawing(rest: () => Promise<unknown>): () => void {
  pictures.add(rest)
  return () => pictures.delete(rest)
}

/** Resolves when every picture shows what it was given so far. */
async function drawn(): Promise<void> {
  await tick() // only now has every picture been told of what changed
  await Promise.all([...pictures].map((rest) => rest()))
}

/**
 * Whether everything that was done on the page is in force and drawn. `<main data-settled="7">` is the number of the last
 * change that the server has answered and whose picture is painted; while a later one is under way `data-busy` is set. A
 * run that plays is not busy by that: new pictures come without end, but what was asked for is in force. That it stops is
 * a change, whoever stopped it.
 */
export class Settling {
  settled = $state(0)
  busy = $state(false)
  #changes = 0
  #open = 0

  /** Counts a change as under way until the promise has an end, good or bad. */
  during(work: Promise<unknown>): void {
    this.#changes++
    this.#open++
    this.busy = true
    const over = (): void => {
      this.#open--
      void this.#settle()
    }
    work.then(over, over)
  }

  async #settle(): Promise<void> {
    const changes = this.#changes
    if (this.#open > 0) return
    await drawn()
    if (changes !== this.#changes) return
    this.settled = changes
    this.busy = false
  }
}
