/** Keys of the whole page. They rest while a control has the keyboard, and behind a dialog. */
export function onShortcut(keys: Record<string, () => unknown>): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const act = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (!act || taken(event.target, key) || document.querySelector(':modal')) return
    event.preventDefault()
    if (!event.repeat || key === 'ArrowRight') act()
  }
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}

/** Whether the element under the keyboard has a use of its own for this key. */
function taken(target: EventTarget | null, key: string): boolean {
  if (key === 'Escape' && document.querySelector(':popover-open')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input:not([type=range]), textarea, select')) return true
  if (key === ' ') return target.closest('button, a, summary, [role=button]') !== null
  if (key === 'ArrowRight')
    return target.closest('input, [role=tab], [role=radio], [role=slider], .own-arrows') !== null
  return false
}
