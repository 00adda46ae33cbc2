import type { BoxesFigure, ViewArrays } from '../api/types'
import { sceneOf } from '../views/boxes/boxes'
import { pointsOf } from '../views/boxes/points'
import { pixel } from '../views/maps'
import { classColors } from '../views/palette'
import { nearest } from './grid'
import { fill, type Easel } from './picture'

/** The picture as large as it can be, boxes and points in the colours of their classes; suppressed ones are left out. */
export function paintBoxes(easel: Easel, _: BoxesFigure, arrays: ViewArrays): boolean {
  const scene = sceneOf(arrays)
  if (!scene || scene.width === 0 || scene.height === 0) return false
  const { context, width, height, palette } = easel
  const scale = Math.min(width / scene.width, height / scene.height)
  const left = (width - scale * scene.width) / 2
  const top = (height - scale * scene.height) / 2
  const grid = { values: scene.values, columns: scene.width, rows: scene.height }
  const box = { left, top, width: scale * scene.width, height: scale * scene.height }
  fill(easel, box, (across, down) => {
    const at = 3 * nearest(grid, across, down)
    const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => scene.values[at + channel] ?? 0)
    return pixel(`#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`)
  })
  const tints = classColors(palette)
  for (const { corners, label, state } of scene.boxes) {
    if (state === 'gone') continue
    const [west, north, east, south] = corners
    context.strokeStyle = tints[label % 10] ?? ''
    context.lineWidth = state === 'keeper' ? 2.5 : 1.5
    context.strokeRect(
      left + scale * west,
      top + scale * north,
      scale * (east - west),
      scale * (south - north),
    )
  }
  context.lineWidth = 1
  for (const { at, aim, label: kind } of pointsOf(arrays)) {
    context.strokeStyle = context.fillStyle = tints[kind % 10] ?? ''
    if (aim) round(context, left + scale * aim.x, top + scale * aim.y, 2.5, 'stroke')
    if (at) round(context, left + scale * at.x, top + scale * at.y, 1.5, 'fill')
  }
  return true
}

function round(context: Easel['context'], x: number, y: number, r: number, how: 'stroke' | 'fill'): void {
  context.beginPath()
  context.arc(x, y, r, 0, 2 * Math.PI)
  context[how]()
}
