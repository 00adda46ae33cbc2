/** Words that stand so near to each other still read as two. */
const GAP_PX = 3

/** What is written in a picture: words without marks, and the numbers of an upward axis. */
const WRITTEN = ['.scatterlayer .trace:not(:has(.points path)) .textpoint text', '.ytick text']

/** Of words that would lie on each other only the first is seen: where there is no room for all, every second or third. */
export function setApart(element: HTMLElement): void {
  for (const selector of WRITTEN) {
    const words = [...element.querySelectorAll<SVGTextElement>(selector)]
    const boxes = words.map((word) => word.getBoundingClientRect())
    const seen: DOMRect[] = []
    words.forEach((word, index) => {
      const box = boxes[index]
      if (!box) return
      const covered = seen.some((other) => onEachOther(box, other))
      word.style.visibility = covered ? 'hidden' : ''
      if (!covered) seen.push(box)
    })
  }
}

const onEachOther = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right + GAP_PX &&
  b.left < a.right + GAP_PX &&
  a.top + GAP_PX < b.bottom &&
  b.top + GAP_PX < a.bottom
