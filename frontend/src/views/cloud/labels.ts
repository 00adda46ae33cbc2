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

/** Names that do not cover each other: first of all those of `first`, whatever they cover, then others in their order. */
export function labelsOf(
  scene: Scene,
  shown: Shown,
  first: readonly number[],
  { width, height, size, widthOf, most }: Room,
): Label[] {
  const labels: Label[] = []
  const taken: [number, number, number, number][] = []
  const wanted = new Set(first)
  const put = (point: number, always: boolean): void => {
    const text = scene.names[point] ?? ''
    const x = (shown.x[point] ?? 0) + 0.45 * size
    const y = (shown.y[point] ?? 0) - 0.45 * size
    const box: [number, number, number, number] = [x - 2, y - size, x + widthOf(text) + 2, y + 0.25 * size]
    const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height
    if (!always && (!inside || taken.some((other) => cover(box, other)))) return
    taken.push(box)
    labels.push({ point, text, x: Math.min(x, Math.max(0, width - widthOf(text) - 2)), y: Math.max(y, size) })
  }
  for (const point of first) put(point, true)
  const stride = Math.max(1, Math.floor(scene.n / TRIED))
  for (let tried = 0; tried < scene.n && labels.length < most; tried += stride)
    if (!wanted.has(tried)) put(tried, false)
  return labels
}

const cover = (a: readonly number[], b: readonly number[]): boolean =>
  (a[0] ?? 0) < (b[2] ?? 0) &&
  (b[0] ?? 0) < (a[2] ?? 0) &&
  (a[1] ?? 0) < (b[3] ?? 0) &&
  (b[1] ?? 0) < (a[3] ?? 0)
