import type { Scene, Shown } from './cloud'

/** A name beside its point. */
export interface Label {
  point: number
  text: string
  x: number
  y: number
}

interface Room {
  width: number
  height: number
  /** Of a letter. */
  size: number
  /** How wide a text is. */
  widthOf: (text: string) => number
  /** How many names there may be. */
  most: number
}

/** So many points are asked for their names: in a large cloud the first, which are the most frequent words. */
const TRIED = 600

/** Where a name may stand beside its point: to its right (1) or left (-1), and how many lines lower. */
const PLACES = [0, 1, -1, 2, -2, 3].flatMap((line) => [
  { side: 1, line },
  { side: -1, line },
])

type Box = [left: number, top: number, right: number, bottom: number]

/** Names that do not cover each other: those of `first` always, where there is room around them, then others in their order. */
export function labelsOf(
  scene: Scene,
  shown: Shown,
  first: readonly number[],
  { width, height, size, widthOf, most }: Room,
): Label[] {
  const labels: Label[] = []
  const taken: Box[] = []
  const wanted = new Set(first)
  const free = (box: Box): boolean =>
    box[0] >= 0 &&
    box[1] >= 0 &&
    box[2] <= width &&
    box[3] <= height &&
    !taken.some((other) => cover(box, other))
  const put = (point: number, places: typeof PLACES, always: boolean): void => {
    const text = scene.names[point] ?? ''
    const wide = widthOf(text)
    const boxes = places.map(({ side, line }): Box => {
      const x = (shown.x[point] ?? 0) + (side > 0 ? 0.45 * size : -0.45 * size - wide)
      const y = (shown.y[point] ?? 0) - 0.45 * size + 1.25 * size * line
      return [x - 2, y - size, x + wide + 2, y + 0.25 * size]
    })
    const box = boxes.find(free) ?? (always ? boxes[0] : undefined)
    if (!box) return
    taken.push(box)
    const x = Math.min(box[0] + 2, Math.max(0, width - wide - 2))
    labels.push({ point, text, x, y: Math.max(box[1] + size, size) })
  }
  for (const point of first) put(point, PLACES, true)
  const stride = Math.max(1, Math.floor(scene.n / TRIED))
  for (let tried = 0; tried < scene.n && labels.length < most; tried += stride)
    if (!wanted.has(tried)) put(tried, PLACES.slice(0, 1), false)
  return labels
}

const cover = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
