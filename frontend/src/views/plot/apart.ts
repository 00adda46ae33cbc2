/** Words that stand so near to each other still read as two. */
const GAP_PX = 3

/** What is written in a picture: words without marks, the numbers of an upward axis, names of axes before numbers across. */
const WRITTEN = [
  ['.scatterlayer .trace:not(:has(.points path)) .textpoint text'],
  ['.ytick text'],
  ['.annotation-text', '.xtick text'],
]

export interface Written {
  left: number
  right: number
  top: number
  bottom: number
  /** Of its letters: between powers of ten digits are written smaller. */
  size: number
}

/** Of words that would lie on each other only the first is seen: where there is no room for all, every second or third. */
export function setApart(element: HTMLElement): void {
  for (const selectors of WRITTEN) {
    const words = selectors.flatMap((selector) => [...element.querySelectorAll<SVGTextElement>(selector)])
    const seen = readable(
      words.map((word) => {
        const { left, right, top, bottom } = word.getBoundingClientRect()
        return { left, right, top, bottom, size: Number.parseFloat(getComputedStyle(word).fontSize) }
      }),
    )
    words.forEach((word, index) => (word.style.visibility = seen.has(index) ? '' : 'hidden'))
  }
}

/** The places of those that are seen: the larger ones first, without which the smaller ones say nothing. */
export function readable(words: readonly Written[]): ReadonlySet<number> {
  const seen = new Map<number, Written>()
  const order = [...words.entries()].sort(([, a], [, b]) => b.size - a.size)
  for (const [index, word] of order) {
    if (![...seen.values()].some((other) => onEachOther(word, other))) seen.set(index, word)
  }
  return new Set(seen.keys())
}

const onEachOther = (a: Written, b: Written): boolean =>
  a.left < b.right + GAP_PX &&
  b.left < a.right + GAP_PX &&
  a.top + GAP_PX < b.bottom &&
  b.top + GAP_PX < a.bottom
