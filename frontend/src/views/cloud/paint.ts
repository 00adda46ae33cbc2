import type { CloudFigure } from '../../api/types'
import type { Palette } from '../palette'
import { byDepth, projection, type Scene, type Shown, type Sight } from './cloud'

const BANDS = 20
/** Points a side of the picture are larger where there are few. */
const FEW = 400

export interface Looks {
  palette: Palette
  /** Screen pixels to a CSS pixel. */
  density: number
  /** The point under the pointer. */
  at: number | null
}

const sprites = new Map<string, HTMLCanvasElement>()

/** A disc, drawn once for a colour and a size: thousands of arcs would be slow without a graphics card. */
function disc(color: string, edge: string, radius: number, density: number): HTMLCanvasElement {
  const name = `${color} ${edge} ${radius} ${density}`
  const known = sprites.get(name)
  if (known) return known
  if (sprites.size > 500) sprites.clear()
  const canvas = document.createElement('canvas')
  const side = Math.ceil(2 * (radius + 1) * density)
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = color
    context.strokeStyle = edge
    context.lineWidth = 0.6 * density
    context.beginPath()
    context.arc(side / 2, side / 2, radius * density, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
  sprites.set(name, canvas)
  return canvas
}

/** The colour of a point's group. */
export const roleOf = (figure: CloudFigure, scene: Scene, point: number): string =>
  figure.groups[scene.groups?.[point] ?? 0]?.role ?? 'class-1'

export const radiusOf = (scene: Scene, width: number): number =>
  (scene.n > FEW ? 2.1 : 3.4) * Math.min(1.6, Math.max(0.8, width / 900))

/** The points from the back to the front, then arrows and the ring. */
export function paintCloud(
  context: CanvasRenderingContext2D,
  figure: CloudFigure,
  scene: Scene,
  shown: Shown,
  sight: Sight,
  { palette, density, at }: Looks,
): void {
  const radius = radiusOf(scene, sight.width)
  const edge = palette['surface'] || '#ffffff'
  const colors = figure.groups.length > 0 ? figure.groups.map(({ role }) => role) : ['class-1']
  const steps = 4
  const discs = colors.map((role) =>
    Array.from({ length: steps }, (_, step) =>
      disc(
        palette[role] || '#888888',
        edge,
        Math.round(10 * radius * (0.75 + (0.5 * step) / steps)) / 10,
        density,
      ),
    ),
  )
  const order = scene.k === 3 ? byDepth(shown.near, BANDS) : null
  for (let place = 0; place < scene.n; place++) {
    const i = order ? (order[place] ?? 0) : place
    const x = shown.x[i] ?? 0
    const y = shown.y[i] ?? 0
    if (x < -9 || y < -9 || x > sight.width + 9 || y > sight.height + 9) continue
    const near = ((shown.near[i] ?? 0) + 1) / 2
    const own = discs[scene.groups?.[i] ?? 0] ?? discs[0]
    const sprite = own?.[Math.min(steps - 1, Math.max(0, Math.floor(near * steps)))]
    if (!sprite) continue
    const side = sprite.width / density
    context.globalAlpha = scene.k === 3 ? 0.45 + 0.5 * near : 0.85
    context.drawImage(sprite, x - side / 2, y - side / 2, side, side)
  }
  context.globalAlpha = 1
  const put = projection(scene.k, sight)
  scene.arrows.forEach(([from, to], index) => {
    const role = figure.arrows[Math.min(index, figure.arrows.length - 1)]?.role ?? 'ink'
    arrow(context, put(from), put(to), palette[role] || '#888888', edge)
  })
  if (scene.landing) {
    const [x, y] = put(scene.landing)
    ring(context, x, y, 2.6 * radius, palette['accent'] || '#888888', 2.5)
  }
  if (at !== null)
    ring(context, shown.x[at] ?? 0, shown.y[at] ?? 0, 2 * radius, palette['ink'] || '#000000', 2)
}

function ring(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  r: number,
  color: string,
  line: number,
): void {
  context.strokeStyle = color
  context.lineWidth = line
  context.beginPath()
  context.arc(x, y, r, 0, 2 * Math.PI)
  context.stroke()
}

function arrow(
  context: CanvasRenderingContext2D,
  [x0, y0]: readonly number[],
  [x1, y1]: readonly number[],
  color: string,
  edge: string,
): void {
  const [ax, ay, bx, by] = [x0 ?? 0, y0 ?? 0, x1 ?? 0, y1 ?? 0]
  const length = Math.hypot(bx - ax, by - ay)
  if (length < 1) return
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length]
  const head = Math.min(13, 0.5 * length)
  for (const [stroke, line] of [
    [edge, 6],
    [color, 3],
  ] as const) {
    context.strokeStyle = context.fillStyle = stroke
    context.lineWidth = line
    context.beginPath()
    context.moveTo(ax, ay)
    context.lineTo(bx - ux * head * 0.8, by - uy * head * 0.8)
    context.stroke()
    context.beginPath()
    context.moveTo(bx, by)
    context.lineTo(bx - ux * head - uy * head * 0.45, by - uy * head + ux * head * 0.45)
    context.lineTo(bx - ux * head + uy * head * 0.45, by - uy * head - ux * head * 0.45)
    context.closePath()
    if (stroke === edge) context.stroke()
    context.fill()
  }
}
