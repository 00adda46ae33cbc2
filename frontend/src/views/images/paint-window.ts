import { faded, type Palette } from '../palette'
import type { Box } from './box'
import type { Tile } from './tiles'
import { partUid, sliceNumber } from './volume'
import { reach, type Moving, type Place } from './windows'

/** Frames the window of a place in the source and the place in the output, and joins them. */
export function paintWindow(
  context: CanvasRenderingContext2D,
  moving: Moving,
  place: Place,
  boxes: ReadonlyMap<string, Box>,
  palette: Palette,
): void {
  const { source, output, size, stride, step } = moving
  const to = boxes.get(partUid(output, place.slice))
  if (!to || output.width === 0) return
  const large = to.width / output.width
  const target = {
    left: to.left + place.column * large,
    top: to.top + place.row * large,
    width: large,
    height: large,
  }
  const [, tall, wide] = reach(moving)
  const layers = source.slices ? size[0] : 1
  for (let layer = 0; layer < layers; layer++) {
    const from = boxes.get(partUid(source, place.slice * stride[0] + layer * step[0]))
    if (!from) continue
    const small = from.width / source.width
    const window = {
      left: from.left + place.column * stride[2] * small,
      top: from.top + place.row * stride[1] * small,
      width: wide * small,
      height: tall * small,
    }
    if (layer === Math.floor(layers / 2)) join(context, window, target, palette)
    if (step[1] > 1 || step[2] > 1) taps(context, moving, window, small, palette)
    frame(context, window, palette)
  }
  frame(context, target, palette)
}

function taps(
  context: CanvasRenderingContext2D,
  moving: Moving,
  window: Box,
  cell: number,
  palette: Palette,
): void {
  context.fillStyle = faded(palette['accent'] || '#1d5fd1', 0.45)
  for (let m = 0; m < moving.size[1]; m++)
    for (let n = 0; n < moving.size[2]; n++)
      context.fillRect(
        window.left + n * moving.step[2] * cell,
        window.top + m * moving.step[1] * cell,
        cell,
        cell,
      )
}

export function frame(context: CanvasRenderingContext2D, box: Box, palette: Palette): void {
  const grown = Math.max(0, (6 - box.width) / 2)
  const around = (by: number): [number, number, number, number] => [
    box.left - by - grown,
    box.top - by - grown,
    box.width + 2 * (by + grown),
    box.height + 2 * (by + grown),
  ]
  context.lineJoin = 'miter'
  context.strokeStyle = palette['surface'] || '#ffffff'
  context.lineWidth = 5
  context.strokeRect(...around(1.5))
  context.strokeStyle = palette['accent'] || '#1d5fd1'
  context.lineWidth = 2.5
  context.strokeRect(...around(1.5))
}

/** Two lines between facing corners. */
function join(context: CanvasRenderingContext2D, a: Box, b: Box, palette: Palette): void {
  const beside = b.left > a.left + a.width || b.left + b.width < a.left
  const right = b.left > a.left
  const below = b.top > a.top
  const ends: [number, number][] = beside
    ? [
        [0, 0],
        [0, 1],
      ]
    : [
        [0, 0],
        [1, 0],
      ]
  context.strokeStyle = faded(palette['accent'] || '#1d5fd1', 0.6)
  context.lineWidth = 1.5
  context.beginPath()
  for (const [u, v] of ends) {
    const [ax, ay] = beside ? [right ? 1 : 0, v] : [u, below ? 1 : 0]
    const [bx, by] = beside ? [right ? 0 : 1, v] : [u, below ? 0 : 1]
    context.moveTo(a.left + ax * a.width, a.top + ay * a.height)
    context.lineTo(b.left + bx * b.width, b.top + by * b.height)
  }
  context.stroke()
}

/** The numbers of slices, each above its own, where there is room. */
export function paintNumbers(
  context: CanvasRenderingContext2D,
  tile: Tile,
  boxes: ReadonlyMap<string, Box>,
  palette: Palette,
): void {
  for (let slice = 0; tile.slices && slice < tile.channels; slice++) {
    const box = boxes.get(partUid(tile, slice))
    const number = sliceNumber(tile, slice)
    const size = box
      ? Math.min(13, Math.floor((box.height / tile.height) * Math.ceil(tile.height / 5)) - 2)
      : 0
    if (!box || number === null || size < 7) continue
    context.font = `${size}px ${palette['font'] || 'sans-serif'}`
    context.fillStyle = palette['ink-2'] || '#888888'
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.fillText(String(number), box.left, box.top - 3)
  }
}
