import type { Json } from '../api/types'

/** The tokens that pictures use, read from the style sheet, so that a figure follows the theme. */

const TOKENS = [
  'bg',
  'surface',
  'surface-2',
  'line',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'class-0',
  'class-1',
  'class-2',
  'class-3',
  'class-4',
  'class-5',
  'class-6',
  'class-7',
  'class-8',
  'class-9',
  'good',
  'bad',
  'warn',
  'plus',
  'minus',
  'train',
  'held',
  'chip',
  'halo',
] as const

export type Palette = { [role: string]: string }

export function readPalette(element: HTMLElement = document.documentElement): Palette {
  const style = getComputedStyle(element)
  const palette: Palette = {}
  for (const token of TOKENS) palette[token] = style.getPropertyValue(`--${token}`).trim()
  palette['font'] = style.getPropertyValue('--font').trim()
  return palette
}

/** The colours of classes, in their order: orange and blue first. Ten, told apart in every common colour blindness. */
export function classColors(palette: Palette): string[] {
  return Array.from({ length: 10 }, (_, index) => palette[`class-${index}`] || '#888888')
}

/**
 * A colour scale of Plotly by role: `diverging` between two classes (class 0 - surface - class 1), `signed` for values
 * of either sign, `sequential` for sizes,
 * `ramp` for an order of lines, each of which has to be seen on the surface.
 */
export function colorscale(role: string, palette: Palette): Json | null {
  return colorStops(role, palette)?.map((stop) => [...stop]) ?? null
}

/** The same scale as stops from 0 to 1. */
export function colorStops(role: string, palette: Palette): [number, string][] | null {
  const surface = palette['surface'] ?? '#ffffff'
  if (role === 'diverging') {
    return [
      [0, palette['class-0'] ?? '#e07b16'],
      [0.5, surface],
      [1, palette['class-1'] ?? '#1f77c9'],
    ]
  }
  if (role === 'signed') {
    return [
      [0, palette['minus'] ?? '#c2416f'],
      [0.5, surface],
      [1, palette['plus'] ?? '#3d4a5f'],
    ]
  }
  if (role === 'sequential') {
    const deep = palette['class-1'] ?? '#1f77c9'
    const ink = palette['ink'] ?? '#17202e'
    return [
      [0, mix(surface, deep, 0.06)],
      [0.35, mix(surface, deep, 0.45)],
      [0.7, deep],
      [1, mix(deep, ink, 0.55)],
    ]
  }
  if (role === 'ramp') {
    return [
      [0, palette['class-1'] ?? '#1f77c9'],
      [0.5, palette['class-3'] ?? '#b5468b'],
      [1, palette['class-0'] ?? '#e07b16'],
    ]
  }
  return null
}

/** The colour at a place from 0 to 1 of a scale by role; null if there is no such scale. */
export function colorAt(role: string, place: number, palette: Palette): string | null {
  const stops = colorStops(role, palette)
  if (!stops) return null
  const above = Math.max(
    1,
    stops.findIndex(([at]) => at >= place),
  )
  const [low, first] = stops[above - 1] ?? [0, '#888888']
  const [high, second] = stops[above] ?? [1, '#888888']
  return mix(first, second, (place - low) / (high - low))
}

/** `share` of `b` in `a`; both as #rgb or #rrggbb. */
export function mix(a: string, b: string, share: number): string {
  const from = channels(a)
  const to = channels(b)
  const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? value) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export function faded(color: string, alpha: number): string {
  return `rgba(${channels(color).join(',')},${alpha})`
}

export function channels(hex: string): number[] {
  const long = hex.length === 4 ? `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}` : hex
  return [1, 3, 5].map((start) => Number.parseInt(long.slice(start, start + 2), 16) || 0)
}
