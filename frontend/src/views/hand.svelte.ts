/**
 * Whether a hand is on something that can be dragged, anywhere on the page. Axes that follow the numbers hold meanwhile:
 * what moves is then what the hand does, and nothing runs away from it.
 */

/** Frames that a movement asked for still come so long after it. */
const AFTER_MS = 400
const KEYS = /^(Arrow|Page|Home$|End$)/
const BUTTONS = 'button, a, summary, label, [role="tab"], [role="option"], [role="menuitem"]'
const HANDLES = 'input, [role="slider"], [role="application"]'

class Hand {
  /** From the pointer's going down until a moment after it is up; the same for keys that move something. */
  down = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined

  take = (): void => {
    clearTimeout(this.#timer)
    this.down = true
  }

  leave = (): void => {
    clearTimeout(this.#timer)
    if (this.down) this.#timer = setTimeout(() => (this.down = false), AFTER_MS)
  }

  readonly #press = ({ target }: Event): void => {
    if (target instanceof Element && !target.closest(BUTTONS)) this.take()
  }

  readonly #key = ({ key, target }: KeyboardEvent): void => {
    if (!KEYS.test(key) || !(target instanceof Element) || !target.closest(HANDLES)) return
    this.take()
    this.leave()
  }

  /** Looks at the page until the function that it returns is called. */
  watch(): () => void {
    const over = new AbortController()
    const options = { capture: true, signal: over.signal }
    window.addEventListener('pointerdown', this.#press, options)
    window.addEventListener('pointerup', this.leave, options)
    window.addEventListener('pointercancel', this.leave, options)
    window.addEventListener('blur', this.leave, { signal: over.signal })
    window.addEventListener('keydown', this.#key, options)
    return () => over.abort()
  }
}

export const hand = new Hand()
