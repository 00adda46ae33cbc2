import type { Palette } from '../palette'
import { TOP, type Point, type View } from '../camera'
import { heightAt, type Ground } from './ground'
import { inBlock, isHidden, reliefOf, type Relief } from './hidden'
import type { Ball, Scene, Spot } from './scene'
import type { Block } from './scale'

/** Paints what stands on the ground, over it: a ball is never hidden, and what the ground hides of a way is dotted. */

export interface Run {
  points: Point[]
  hidden: boolean
}

interface Seen extends Point {
  hidden: boolean
}

/** Points nearer to the last one than this are left out. */
const SAME_PX = 0.7
const DRAPED = 64
/** On coloured ground these stand out in every theme. */
const LIGHT = '#ffffff'
const DARK = '#17202e'

export interface Stage {
  context: CanvasRenderingContext2D
  view: View
  ground: Ground
  block: Block
  palette: Palette
  /** Radius of a ball. */
  radius: number
}

export function paintScene(scene: Scene, stage: Stage, joined: boolean): void {
  const relief = reliefOf(stage.ground, stage.block)
  const [first, second] = scene.balls
  if (joined && first && second) straight(stage, relief, first, second)
  for (const ball of scene.balls) way(stage, relief, ball)
  for (const goal of scene.goals) star(stage, placeOf(stage, goal))
  const balls = scene.balls.map((ball) => ({ ball, at: placeOf(stage, ball), away: 0 }))
  for (const item of balls) item.away = stage.view.place(...spotIn(stage, item.ball)).away
  balls.sort((a, b) => b.away - a.away)
  const places = apart(
    balls.map(({ at }) => at),
    1.7 * stage.radius,
  )
  balls.forEach(({ ball }, index) => stem(stage, ball, places[index] ?? { x: 0, y: 0 }))
  balls.forEach(({ ball }, index) => sphere(stage, ball, places[index] ?? { x: 0, y: 0 }))
}

function spotIn({ block }: Stage, { x, y, height }: Spot): [number, number, number] {
  return inBlock(block, x, y, height)
}

const placeOf = (stage: Stage, spot: Spot): Point => stage.view.place(...spotIn(stage, spot))

/** A way on the screen, in runs that are seen and runs that the ground hides. */
export function runsOf(points: readonly Seen[]): Run[] {
  const runs: Run[] = []
  let last: Seen | null = null
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) {
      last = null
      continue
    }
    const run = runs.at(-1)
    if (!last || !run) runs.push({ points: [point], hidden: point.hidden })
    else if (Math.hypot(point.x - last.x, point.y - last.y) < SAME_PX && run.hidden === point.hidden) continue
    else if (run.hidden === point.hidden) run.points.push(point)
    else runs.push({ points: [last, point], hidden: point.hidden })
    last = point
  }
  return runs
}

function seen({ view }: Stage, relief: Relief, [x, y, z]: [number, number, number]): Seen {
  const { x: px, y: py } = view.place(x, y, z)
  return { x: px, y: py, hidden: isHidden(relief, TOP, view.eye, x, y, z) }
}

function way(stage: Stage, relief: Relief, ball: Ball): void {
  const { context, palette, radius } = stage
  const runs = runsOf(ball.trail.map((spot) => seen(stage, relief, spotIn(stage, spot))))
  const color = palette[ball.role] ?? '#888888'
  const width = Math.max(2.5, 0.36 * radius)
  context.lineJoin = context.lineCap = 'round'
  for (const { points, hidden } of runs) {
    trace(context, points)
    if (hidden) {
      context.setLineDash([0.5, 2.1 * width])
      pen(context, 'rgba(255,255,255,0.75)', width + 1.6)
      pen(context, color, width)
      context.setLineDash([])
    }
  }
  for (const style of [
    { color: LIGHT, width: width + 2.4 },
    { color, width },
  ]) {
    for (const { points, hidden } of runs) {
      if (hidden) continue
      trace(context, points)
      pen(context, style.color, style.width)
    }
  }
  const begin = ball.trail[0]
  if (begin && ball.trail.length > 1) ring(stage, placeOf(stage, begin))
}

/** The straight line between two balls, laid on the ground. */
function straight(stage: Stage, relief: Relief, from: Ball, to: Ball): void {
  const { context, ground, radius } = stage
  const points = Array.from({ length: DRAPED + 1 }, (_, index) => {
    const x = from.x + ((to.x - from.x) * index) / DRAPED
    const y = from.y + ((to.y - from.y) * index) / DRAPED
    return seen(stage, relief, inBlock(stage.block, x, y, heightAt(ground, x, y)))
  })
  const width = Math.max(1.8, 0.24 * radius)
  context.lineCap = 'butt'
  for (const { points: run, hidden } of runsOf(points)) {
    trace(context, run)
    context.setLineDash(hidden ? [1.5, 4] : [2.6 * width, 1.7 * width])
    pen(context, 'rgba(10,14,40,0.45)', width + 1.6)
    pen(context, hidden ? 'rgba(255,255,255,0.5)' : LIGHT, width)
  }
  context.setLineDash([])
}

function stem(stage: Stage, ball: Ball, at: Point): void {
  const { context, radius } = stage
  if (Number.isNaN(ball.foot)) return
  const foot = placeOf(stage, { ...ball, height: ball.foot })
  trace(context, [foot, at])
  context.lineCap = 'butt'
  pen(context, LIGHT, 4)
  pen(context, DARK, 2)
  context.beginPath()
  context.ellipse(foot.x, foot.y, 0.62 * radius, 0.31 * radius, 0, 0, 2 * Math.PI)
  context.fillStyle = LIGHT
  context.fill()
  pen(context, DARK, 2)
}

function sphere(stage: Stage, ball: Ball, { x, y }: Point): void {
  const { context, palette, radius } = stage
  const color = palette[ball.role] ?? '#888888'
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = color
  context.fill()
  pen(context, DARK, 4)
  pen(context, LIGHT, 2.2)
  if (ball.outside) {
    context.setLineDash([3, 3])
    context.beginPath()
    context.arc(x, y, radius + 5, 0, 2 * Math.PI)
    pen(context, color, 2)
    context.setLineDash([])
  }
  if (!ball.mark) return
  context.font = `600 ${Math.round(1.2 * radius)}px ${palette['font'] ?? 'sans-serif'}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = LIGHT
  context.strokeStyle = 'rgba(23,32,46,0.55)'
  context.lineWidth = 2
  context.strokeText(ball.mark, x, y + 0.5)
  context.fillText(ball.mark, x, y + 0.5)
}

function ring({ context, radius }: Stage, { x, y }: Point): void {
  context.beginPath()
  context.arc(x, y, 0.42 * radius, 0, 2 * Math.PI)
  context.fillStyle = LIGHT
  context.fill()
  pen(context, DARK, 2)
}

function star({ context, palette, radius }: Stage, { x, y }: Point): void {
  context.beginPath()
  for (let point = 0; point < 10; point++) {
    const angle = (point * Math.PI) / 5 - Math.PI / 2
    const reach = (point % 2 === 0 ? 1 : 0.45) * radius
    context.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle))
  }
  context.closePath()
  context.lineJoin = 'round'
  pen(context, DARK, 4)
  pen(context, LIGHT, 2)
  context.fillStyle = palette['good'] ?? '#1c7f55'
  context.fill()
}

function trace(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath()
  for (const { x, y } of points) context.lineTo(x, y)
}

function pen(context: CanvasRenderingContext2D, color: string, width: number): void {
  context.strokeStyle = color
  context.lineWidth = width
  context.stroke()
}

/** Moves places sideways until neighbours keep `gap`; the order from left to right stays. */
export function apart(places: readonly Point[], gap: number): Point[] {
  const moved = places.map((place) => ({ ...place }))
  for (let round = 0; round < 8; round++) {
    let quiet = true
    for (let a = 0; a < moved.length; a++) {
      for (let b = a + 1; b < moved.length; b++) {
        const [p, q] = [moved[a], moved[b]]
        if (!p || !q || Math.abs(p.y - q.y) >= gap) continue
        const need = Math.sqrt(gap * gap - (p.y - q.y) ** 2) - Math.abs(q.x - p.x)
        if (need <= 1e-6) continue
        const way = (q.x > p.x || (q.x === p.x && a < b) ? 1 : -1) * (need / 2 + 1e-6)
        p.x -= way
        q.x += way
        quiet = false
      }
    }
    if (quiet) break
  }
  return moved
}
