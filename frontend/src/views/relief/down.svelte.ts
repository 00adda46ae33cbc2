/** Whether a hand is down anywhere on the page: what it drags must not make the axes of a picture jump. */
class Down {
  held = $state(false)

  constructor() {
    if (typeof window === 'undefined') return // a test without a page
    const press = (): void => void (this.held = true)
    const release = (): void => void (this.held = false)
    window.addEventListener('pointerdown', press, { capture: true })
    window.addEventListener('pointerup', release, { capture: true })
    window.addEventListener('pointercancel', release, { capture: true })
    window.addEventListener('blur', release)
  }
}

export const down = new Down()
