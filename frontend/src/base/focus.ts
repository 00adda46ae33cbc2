import { tick } from 'svelte'

/** Whether the keyboard is nowhere: what had it has gone, is hidden or can be used no more. */
function lost(): boolean {
  const at = document.activeElement
  return (
    !(at instanceof HTMLElement) || at === document.body || at.matches(':disabled') || !at.checkVisibility()
  )
}

/**
 * Something is about to change. If what has the keyboard is within this and goes with the change, the keyboard goes on at
 * its neighbour; otherwise it stays where it is.
 */
export function keepFocus(
  within: Element | undefined,
  neighbour: () => HTMLElement | null | undefined,
  change?: Promise<unknown>,
): void {
  const at = document.activeElement
  if (at === document.body || !within?.contains(at)) return
  void (change ?? tick()).then(() => {
    if (lost()) neighbour()?.focus({ preventScroll: true })
  })
}
