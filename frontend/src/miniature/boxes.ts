import type { BoxesFigure, ViewArrays } from '../api/types'
import { sceneOf, type Scene } from '../views/boxes/boxes'
import { acrossOf, copiesOf } from '../views/boxes/copies'
import { pointsOf } from '../views/boxes/points'
import { pixel } from '../views/maps'
import { classColors } from '../views/palette'
import { nearest } from './grid'
import { fill, type Box, type Easel } from './picture'

/** Between pictures side by side. */
const GAP = 4

/** The picture as large as it can be, boxes and points in the colours of their classes; suppressed ones are left out. */
export function paintBoxes(easel: Easel, figure: BoxesFigure, arrays: ViewArrays): boolean {
  const scene = sceneOf(arrays)
  if (!scene || scene.width === 0 || scene.height === 0) return false
  const { context, width, height, palette } = easel
  const tints = classColors(palette)
  const several = figure.copies.length > 0
  const scenes = several ? copiesOf(scene, figure.copies.length) : [scene]
  const gap = several ? GAP : 0
  const across = acrossOf(scenes.length, scene.width / scene.height, width, height, gap)
  const room = { width: width / across - gap, height: height / Math.ceil(scenes.length / across) - gap }
  const scale = Math.min(room.width / scene.width, room.height / scene.height)
  const size = { width: scale * scene.width, height: scale * scene.height }
  const middle = { left: (width - across * (size.width + gap) + gap) / 2, top: 0 }
  middle.top = (height - Math.ceil(scenes.length / across) * (size.height + gap) + gap) / 2
  scenes.forEach((one, place) => {
    const left = middle.left + (place % across) * (size.width + gap)
    const top = middle.top + Math.floor(place / across) * (size.height + gap)
    paintOne(easel, one, { left, top, ...size }, tints)
  })
  context.lineWidth = 1
  for (const { at, aim, label: kind } of pointsOf(arrays)) {
    context.strokeStyle = context.fillStyle = tints[kind % 10] ?? ''
    if (aim) round(context, middle.left + scale * aim.x, middle.top + scale * aim.y, 2.5, 'stroke')
    if (at) round(context, middle.left + scale * at.x, middle.top + scale * at.y, 1.5, 'fill')
  }
  return true
}

/** A picture in its place, and its boxes; a dashed one is of an object that nothing found. */
function paintOne(easel: Easel, scene: Scene, area: Box, tints: readonly string[]): void {
  const { context } = easel
  const grid = { values: scene.values, columns: scene.width, rows: scene.height }
  fill(easel, area, (across, down) => {
    const at = 3 * nearest(grid, across, down)
    const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => scene.values[at + channel] ?? 0)
    return pixel(`#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`)
  })
  const scale = area.width / scene.width
  for (const { corners, label, state, strength } of scene.boxes) {
    if (state === 'gone') continue
    const [west, north, east, south] = corners
    context.strokeStyle = tints[label % 10] ?? ''
    context.lineWidth = state === 'keeper' ? 2.5 : 1.5
    context.globalAlpha = 0.35 + 0.65 * strength
    context.setLineDash(state === 'missed' ? [4, 3] : [])
    context.strokeRect(
      area.left + scale * west,
      area.top + scale * north,
      scale * (east - west),
      scale * (south - north),
    )
  }
  context.globalAlpha = 1
  context.setLineDash([])
}

function round(context: Easel['context'], x: number, y: number, r: number, how: 'stroke' | 'fill'): void {
  context.beginPath()
  context.arc(x, y, r, 0, 2 * Math.PI)
  context[how]()
}
