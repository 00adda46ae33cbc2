export interface Notice {
  tone: 'info' | 'warn' | 'bad'
  text: string
  undo: (() => void) | null
}

/** What the page has to say just now: one sentence at a time, with a way back where there is one. */
export class Notices {
  current = $state.raw<Notice | null>(null)

  say(tone: Notice['tone'], text: string, undo: (() => void) | null = null): void {
    this.current = { tone, text, undo }
  }

  undo(): void {
    const back = this.current?.undo
    this.current = null
    back?.()
  }

  dismiss(): void {
    this.current = null
  }
}
