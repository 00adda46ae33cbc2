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

/**
 * As `keepFocus` for a list that grows or shrinks: the keyboard goes on at the last button that takes one away, else at
 * what the list itself offers.
 */
export function keepFocusInList(list: HTMLElement): void {
  keepFocus(
    list,
    () =>
      [...list.querySelectorAll<HTMLElement>('[data-remove]:not(:disabled)')].at(-1) ??
      list.querySelector<HTMLElement>(':scope > button:not(:disabled)'),
  )
}
