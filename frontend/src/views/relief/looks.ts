import { channels, colorStops, mix, type Palette } from '../palette'
import type { Looks } from './renderer'

/** The colours of a picture in space, by theme. */

const COLORS = 256

export const rampColors = (palette: Palette): string[] =>
  (colorStops('relief', palette) ?? []).map(([, color]) => color)

export function looksOf(palette: Palette): Looks {
  const colors = rampColors(palette)
  const ramp = new Uint8Array(COLORS * 4)
  for (let index = 0; index < COLORS; index++) {
    const at = (index / (COLORS - 1)) * (colors.length - 1)
    const below = Math.min(Math.floor(at), colors.length - 2)
    const color = mix(colors[below] ?? '#000000', colors[below + 1] ?? '#000000', at - below)
    ramp.set([...channels(color), 255], index * 4)
  }
  const line = palette['line'] ?? '#dde2e9'
  const ink = palette['ink-3'] ?? '#6b7688'
  return { ramp, deep: share(mix(line, ink, 0.3)), high: share(mix(line, ink, 0.06)) }
}

function share(color: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = channels(color)
  return [r / 255, g / 255, b / 255]
}
