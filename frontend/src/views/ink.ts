import { scaleTable } from './maps'
import type { Palette } from './palette'

export interface Ink {
  ground: string
  ink: string
}

/** A pixel of a scale as a colour, and of black and white the one that can be read on it (WCAG: at least 4.5). */
export function inkOver(pixel: number): Ink {
  const [r = 0, g = 0, b = 0] = new Uint8Array(Uint32Array.of(pixel).buffer)
  const linear = (byte: number): number =>
    byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4
  const light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  return { ground: `rgb(${r},${g},${b})`, ink: light > 0.179 ? '#000000' : '#ffffff' }
}

const inks = new WeakMap<Uint32Array, Ink[]>()

/** What stands at a place from 0 to 1 of a scale. */
export function inkAt(scale: 'sequential' | 'signed', place: number, palette: Palette): Ink {
  const table = scaleTable(scale, palette)
  const known = inks.get(table) ?? Array.from(table, inkOver)
  inks.set(table, known)
  return known[Math.round(255 * Math.min(1, Math.max(0, place)))] ?? inkOver(0)
}
