/** A pointer that leaves a unit on its way to the next does not close what it shows. */
const LINGER_MS = 120

interface Place {
  /** The unit that the lab's focus parameter holds; -1 is none. */
  focused: () => number
  /** Changes the focus parameter; null where nothing may change now. */
  focus: () => ((index: number) => void) | null
}

/** Which unit is looked at: the one under the pointer, or the one that is kept open. The lab's focus follows. */
export class Selection {
  hovered = $state<number | null>(null)
  pinned = $state<number | null>(null)
  readonly active = $derived(this.pinned ?? this.hovered)
  #told = -1
  #lingering: ReturnType<typeof setTimeout> | undefined

  constructor(readonly place: Place) {}

  /** Somebody else, or a reset, may have changed the focus. */
  follow(): void {
    const focused = this.place.focused()
    if (focused === this.#told) return
    this.#told = focused
    this.pinned = focused >= 0 ? focused : null
  }

  enter(index: number): void {
    clearTimeout(this.#lingering)
    this.hovered = index
    if (this.pinned === null) this.#tell(index)
  }

  leave(): void {
    clearTimeout(this.#lingering)
    this.#lingering = setTimeout(() => {
      this.hovered = null
      this.#tell(this.pinned ?? -1)
    }, LINGER_MS)
  }

  pin(index: number | null): void {
    clearTimeout(this.#lingering)
    this.pinned = index
    this.hovered = null
    this.#tell(index ?? -1)
  }

  close(): void {
    clearTimeout(this.#lingering)
  }

  #tell(index: number): void {
    const focus = this.place.focus()
    if (!focus || this.#told === index) return
    this.#told = index
    focus(index)
  }
}
