import type { CloudFigure, ViewArrays } from '../api/types'
import { byDepth, project, sceneOf } from '../views/cloud/cloud'
import { HOME } from '../views/camera'
import type { Easel } from './picture'

/** Its points, without names; arrows are too thin for a small picture. */
export function paintCloud(easel: Easel, figure: CloudFigure, arrays: ViewArrays): boolean {
  const scene = sceneOf(arrays)
  if (!scene) return false
  const { context, width, height, palette } = easel
  const shown = project(scene, { width, height, camera: HOME, pan: { x: 0, y: 0 } }, null)
  const side = scene.n > 1000 ? 1 : 2
  context.globalAlpha = 0.8
  for (const i of byDepth(shown.near, 8)) {
    context.fillStyle = palette[figure.groups[scene.groups?.[i] ?? 0]?.role ?? 'class-1'] ?? ''
    context.fillRect((shown.x[i] ?? 0) - side / 2, (shown.y[i] ?? 0) - side / 2, side, side)
  }
  context.globalAlpha = 1
  return true
}
