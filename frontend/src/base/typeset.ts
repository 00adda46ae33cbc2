import type katex from 'katex'

let loading: Promise<typeof katex> | null = null

/** KaTeX and its style sheet, fetched when the first formula needs them. */
export function loadKatex(): Promise<typeof katex> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
    ([module]) => module.default,
    (error: unknown) => {
      loading = null
      throw error
    },
  )
  return loading
}

/**
 * Typesets the formulas inside of an element. A faulty one shows its TeX and the fault; false when KaTeX could not be
 * loaded, and all of them show their TeX.
 */
export async function typeset(element: HTMLElement): Promise<boolean> {
  const formulas = element.querySelectorAll<HTMLElement>('.math')
  if (formulas.length === 0) return true
  const engine = await loadKatex().catch(() => null)
  if (!engine) return false
  for (const formula of formulas) {
    if (formula.dataset['tex'] !== undefined) continue
    const tex = formula.textContent ?? ''
    formula.dataset['tex'] = tex
    engine.render(tex, formula, {
      displayMode: 'display' in formula.dataset,
      throwOnError: false,
      output: 'htmlAndMathml',
    })
  }
  makeReachable(formulas) // reading a width lays the formulas out, which is what makes their fonts load
  void document.fonts.ready.then(() => makeReachable(formulas))
  return true
}

/** A formula wider than its column scrolls; the keyboard must be able to do that too. */
function makeReachable(formulas: Iterable<HTMLElement>): void {
  for (const formula of formulas) {
    if (!('display' in formula.dataset)) continue
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0
    else formula.removeAttribute('tabindex')
  }
}

/** Keeps the formulas of an element reachable when it is unfolded or made wider. */
export function reachable(element: HTMLElement): () => void {
  const sizes = new ResizeObserver(() => makeReachable(element.querySelectorAll<HTMLElement>('.math')))
  sizes.observe(element)
  return () => sizes.disconnect()
}
