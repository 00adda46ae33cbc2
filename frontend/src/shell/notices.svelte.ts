export interface Notice {
  tone: 'info' | 'warn' | 'bad'
  text: string
  /** What can be done about it, and what that is called. */
  action: { title: string; act: () => void } | null
}

/** What the page has to say just now: one sentence at a time, with a way on where there is one. */
export class Notices {
  current = $state.raw<Notice | null>(null)

  say(tone: Notice['tone'], text: string, action: Notice['action'] = null): void {
    this.current = { tone, text, action }
  }

  act(): void {
    const action = this.current?.action
    this.current = null
    action?.act()
  }

  dismiss(): void {
    this.current = null
  }

  /** Something has worked: what failed before is no longer of interest. */
  over(): void {
    if (this.current?.tone === 'bad') this.current = null
  }
}
