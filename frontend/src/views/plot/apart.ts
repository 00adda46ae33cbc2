/** Words that stand so near to each other still read as two. */
const GAP_PX = 3

/** Of words that would lie on each other only the first is seen: where there is no room for all, every second or third. */
export function setApart(element: HTMLElement): void {
  const words = [
    ...element.querySelectorAll<SVGTextElement>(
      '.scatterlayer .trace:not(:has(.points path)) .textpoint text',
    ),
  ]
  const boxes = words.map((word) => word.getBoundingClientRect())
  const seen: DOMRect[] = []
  words.forEach((word, index) => {
    const box = boxes[index]
    if (!box) return
    const covered = seen.some(
      (other) =>
        box.left < other.right + GAP_PX &&
        other.left < box.right + GAP_PX &&
        box.top + GAP_PX < other.bottom &&
        other.top + GAP_PX < box.bottom,
    )
    word.style.visibility = covered ? 'hidden' : ''
    if (!covered) seen.push(box)
  })
}
