import type { ViewArrays } from '../api/types'
import { BEST, DROPPED, nodesOf, stepsOf } from '../views/tree/tree'
import type { Easel } from './picture'

const ROWS = 8

/** Branches from left to right, the best one in the accent's colour. */
export function paintTree(easel: Easel, arrays: ViewArrays): boolean {
  const steps = stepsOf(nodesOf(arrays), ROWS)
  if (steps.length < 2) return false
  const { context, width, height, palette } = easel
  const column = width / steps.length
  const placed = new Map(steps.flatMap(({ nodes }) => nodes).map((node) => [node.index, node]))
  for (const node of placed.values()) {
    const from = placed.get(node.parent)
    const [x, y] = [(node.depth + 0.5) * column, node.y * height]
    const best = (node.path & BEST) > 0
    context.strokeStyle = palette[best ? 'accent' : node.fate === DROPPED ? 'line' : 'ink-3'] ?? ''
    context.fillStyle = context.strokeStyle
    context.lineWidth = best ? 2.5 : 1
    if (from) {
      context.beginPath()
      context.moveTo((from.depth + 0.5) * column, from.y * height)
      context.lineTo(x, y)
      context.stroke()
    }
    context.beginPath()
    context.arc(x, y, best ? 3 : 2, 0, 2 * Math.PI)
    context.fill()
  }
  return true
}
