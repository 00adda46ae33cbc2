const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => (at < last ? at + 1 : 0),
  ArrowLeft: (at, last) => (at > 0 ? at - 1 : last),
  Home: () => 0,
  End: (_, last) => last,
}

/** A list of radio buttons may stand in one line or below one another. */
const DOWN: Record<string, string> = { ArrowDown: 'ArrowRight', ArrowUp: 'ArrowLeft' }

/** Arrow keys, Home and End go along a row of tabs or radio buttons, and choose what they come to. */
export function alongRow(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const radio = event.currentTarget.role === 'radio'
  const step = STEPS[(radio && DOWN[event.key]) || event.key]
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const row = [
    ...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>(':scope > button:not(:disabled)') ??
      []),
  ]
  const next = row[step(row.indexOf(event.currentTarget), row.length - 1)]
  next?.focus()
  next?.click()
}
