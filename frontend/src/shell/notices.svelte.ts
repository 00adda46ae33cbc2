export interface Notice {
  tone: 'info' | 'warn' | 'bad'
  text: string
  /** What can be done about it, and what that is called. */
  action: { title: string; act: () => void } | null
}

/** What is only worth knowing leaves by itself after so long. */
const LASTS_MS = 12_000

/** What the page has to say just now: one sentence at a time, with a way on where there is one. */
export class Notices {
  current = $state.raw<Notice | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  say(tone: Notice['tone'], text: string, action: Notice['action'] = null): void {
    this.current = { tone, text, action }
    this.release()
  }

  act(): void {
    const action = this.current?.action
    this.dismiss()
    action?.act()
  }

  dismiss(): void {
    this.hold()
    this.current = null
  }

  /** It stays while it is pointed at or has the keyboard. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  /** From now on it has its time. */
  release(): void {
    this.hold()
    if (this.current?.tone === 'info') this.#timer = setTimeout(() => this.dismiss(), LASTS_MS)
  }

  /** Something has worked: what failed before is no longer of interest. */
  over(): void {
    if (this.current?.tone === 'bad') this.dismiss()
  }
}
