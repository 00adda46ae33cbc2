/** What a key of the page does, by the key's name. */
export type Shortcuts = Record<string, () => unknown>

/** Keys of the whole page, asked for as each is pressed. They rest while something else has the keyboard and uses them. */
export function onShortcut(keys: () => Shortcuts): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const now = keys()
    const act = Object.hasOwn(now, key) ? now[key] : undefined
    if (!act || taken(event.target, key) || document.querySelector(':modal')) return
    event.preventDefault()
    if (!event.repeat || key === 'ArrowRight') act()
  }
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}

const SLIDER = 'input, [role=slider]'

/** Whether the element under the keyboard has a use of its own for this key. */
function taken(target: EventTarget | null, key: string): boolean {
  if (key === 'Escape' && document.querySelector(':popover-open')) return true
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input:not([type=range]), textarea, select')) return true
  switch (key) {
    case ' ':
      // A link does not use it, and what stands in a panel that scrolls is left with it; the panel itself scrolls.
      if (target.closest('button, summary, [role=button]')) return true
      return !target.closest(`a, ${SLIDER}`) && scrolls(target)
    case 'PageUp':
    case 'PageDown':
      return target.closest(SLIDER) !== null || scrolls(target) || taller()
    case 'ArrowRight':
      return target.closest(`${SLIDER}, [role=tab], [role=radio], .own-arrows`) !== null
    default:
      return false
  }
}

/** Whether the page itself has more than the window shows. */
const taller = (): boolean => document.documentElement.scrollHeight > document.documentElement.clientHeight

/** Whether the keyboard is in a panel that has more than it shows. The page itself is none. */
function scrolls(target: HTMLElement): boolean {
  for (let at: HTMLElement | null = target; at && at !== document.body; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return true
  }
  return false
}
