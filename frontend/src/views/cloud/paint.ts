import type { CloudFigure } from '../../api/types'
import { pixel } from '../maps'
import { mix, type Palette } from '../palette'
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

/** So many points may be drawn with smooth edges. */
const SMOOTH = 1500
/** How far the farthest points fade into the ground. */
const FADED = 0.6
const SHADES = 8

/** Places of the pixels of a disc, as steps from its middle in a picture so wide. */
function discOf(radius: number, width: number): { steps: number[]; reach: number } {
  const reach = Math.floor(radius)
  const steps: number[] = []
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      if (dx * dx + dy * dy <= radius * radius) steps.push(dy * width + dx)
  return { steps, reach }
}

/** Pixels of each role from the farthest to the nearest. */
function shadesOf(roles: readonly string[], flat: boolean, palette: Palette): Uint32Array[] {
  const ground = palette['surface'] || '#ffffff'
  return roles.map((role) =>
    Uint32Array.from({ length: SHADES }, (_, shade) => {
      const share = flat ? 0.9 : 1 - FADED * (1 - shade / (SHADES - 1))
      return pixel(mix(ground, palette[role] || '#888888', share))
    }),
  )
}

/**
 * Points pixel by pixel: ten thousand of them at every move of a hand, where paths or small pictures would take ten times
 * as long without a graphics card.
 */
function paintPoints(
  context: CanvasRenderingContext2D,
  figure: CloudFigure,
  scene: Scene,
  shown: Shown,
  { palette, density }: Looks,
  radius: number,
): void {
  const { width, height } = context.canvas
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  const flat = scene.k === 2
  const roles = figure.groups.length > 0 ? figure.groups.map(({ role }) => role) : ['class-1']
  const shades = shadesOf(roles, flat, palette)
  const discs = Array.from({ length: SHADES }, (_, shade) =>
    discOf(density * radius * (flat ? 1 : 0.8 + (0.4 * shade) / (SHADES - 1)), width),
  )
  const order = flat ? null : byDepth(shown.near, BANDS)
  for (let place = 0; place < scene.n; place++) {
    const i = order ? (order[place] ?? 0) : place
    const x = Math.round((shown.x[i] ?? 0) * density)
    const y = Math.round((shown.y[i] ?? 0) * density)
    const shade = Math.min(SHADES - 1, Math.max(0, Math.floor(((shown.near[i] ?? 0) + 1) * 0.5 * SHADES)))
    const disc = discs[shade]
    const color = shades[scene.groups?.[i] ?? 0]?.[shade] ?? 0
    if (!disc || x < disc.reach || y < disc.reach || x >= width - disc.reach || y >= height - disc.reach)
      continue
    const middle = y * width + x
    for (const step of disc.steps) pixels[middle + step] = color
  }
  context.putImageData(image, 0, 0)
}

export const radiusOf = (scene: Scene, width: number): number =>
  (scene.n > FEW ? 1.7 : 3.6) * Math.min(1.6, Math.max(0.8, width / 900))

/** The same with smooth edges. */
function paintDiscs(
  context: CanvasRenderingContext2D,
  figure: CloudFigure,
  scene: Scene,
  shown: Shown,
  { palette }: Looks,
  radius: number,
): void {
  context.strokeStyle = palette['surface'] || '#ffffff'
  context.lineWidth = 0.6
  for (const i of byDepth(shown.near, BANDS)) {
    const near = ((shown.near[i] ?? 0) + 1) / 2
    const role = figure.groups[scene.groups?.[i] ?? 0]?.role ?? 'class-1'
    context.fillStyle = palette[role] || '#888888'
    context.globalAlpha = scene.k === 3 ? 1 - FADED * (1 - near) : 0.9
    context.beginPath()
    const size = radius * (scene.k === 3 ? 0.8 + 0.4 * near : 1)
    context.arc(shown.x[i] ?? 0, shown.y[i] ?? 0, size, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
  context.globalAlpha = 1
}

/** The points from the back to the front, then arrows and the ring. */
export function paintCloud(
  context: CanvasRenderingContext2D,
  figure: CloudFigure,
  scene: Scene,
  shown: Shown,
  sight: Sight,
  looks: Looks,
): void {
  const { palette, at } = looks
  const radius = radiusOf(scene, sight.width)
  const edge = palette['surface'] || '#ffffff'
  if (scene.n > SMOOTH) paintPoints(context, figure, scene, shown, looks, radius)
  else paintDiscs(context, figure, scene, shown, looks, radius)
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
