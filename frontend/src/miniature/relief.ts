import type { ReliefFigure, ViewArrays } from '../api/types'
import { pixel } from '../views/maps'
import { colorAt } from '../views/palette'
import { groundOf, isLog } from '../views/relief/ground'
import { sceneOf } from '../views/relief/scene'
import { rangeIn } from '../views/relief/scale'
import { smoothAt } from './grid'
import { fill, thinner, whole, type Easel } from './picture'

const COLORS = 256
/** How far the light from the upper left lifts and lowers the brightness of a slope. */
const LIT = 0.5

/** A surface seen from above, its slopes lit from one side; ways and balls over it. */
export function paintRelief(easel: Easel, figure: ReliefFigure, arrays: ViewArrays): boolean {
  const ground = groundOf(arrays)
  if (!ground) return false
  const { context, width, height, palette } = easel
  const log = isLog(arrays)
  const scene = sceneOf(figure, arrays, log)
  const { bottom, top } = rangeIn(ground, scene, arrays, log)
  const span = top - bottom || 1
  const ramp = Array.from(
    { length: COLORS },
    (_, index) => colorAt('relief', index / (COLORS - 1), palette) ?? '#888888',
  )
  const table = ramp.map(pixel)
  const grid = { values: ground.heights, columns: ground.columns, rows: ground.rows }
  const step = 1 / Math.min(ground.columns, ground.rows)
  fill(easel, whole(easel), (across, down) => {
    const up = 1 - down
    const here = smoothAt(grid, across, up)
    if (!Number.isFinite(here)) return 0
    const rise = smoothAt(grid, across + step, up - step) - smoothAt(grid, across - step, up + step)
    const light = Number.isFinite(rise) ? (-LIT * rise) / span : 0
    const at = Math.round((COLORS - 1) * Math.min(1, Math.max(0, (here - bottom) / span + light)))
    return table[at] ?? 0
  })
  const x = (value: number): number => (width * (value - ground.left)) / (ground.right - ground.left)
  const y = (value: number): number => height - (height * (value - ground.low)) / (ground.high - ground.low)
  const size = thinner(easel)
  for (const ball of scene.balls) {
    const color = palette[ball.role] ?? palette['accent'] ?? '#1f5fd0'
    const way = new Path2D()
    ball.trail.forEach((spot, index) =>
      index ? way.lineTo(x(spot.x), y(spot.y)) : way.moveTo(x(spot.x), y(spot.y)),
    )
    stroke(context, way, '#ffffff', 5 * size)
    stroke(context, way, color, 3 * size)
    const dot = new Path2D()
    dot.arc(x(ball.x), y(ball.y), 6 * size, 0, 2 * Math.PI)
    context.fillStyle = color
    context.fill(dot)
    stroke(context, dot, '#ffffff', 2 * size)
  }
  return true
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, color: string, width: number): void {
  context.lineWidth = width
  context.lineJoin = 'round'
  context.strokeStyle = color
  context.stroke(path)
}
