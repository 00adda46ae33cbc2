import type { Numbers } from '../api/arrays'
import type { Packed } from '../api/types'
import { channels, classColors, colorStops, mix, type Palette } from './palette'

/** Maps of bytes become pixels through tables of colours, so that a picture costs one look-up a pixel. */

/** How much of a class colour the deepest place of a map shows: points of the same class stand out on it. */
const DEPTH = 0.85
/** As deep as a map of signs goes: ribbons of the same sign stand out on it. */
const SIGN_DEPTH = 0.65

export function shapeOf(packed: Packed): number[] {
  return packed.shape === undefined ? [] : packed.shape.split(',').map(Number)
}

/** A colour of the palette as a pixel of ImageData (bytes R, G, B, A in memory, whatever the machine's order). */
export function pixel(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color)
  return new Uint32Array(new Uint8Array([r, g, b, 255]).buffer)[0] ?? 0
}

const tables = new WeakMap<Palette, Map<string, Uint32Array>>()

/** A table is made once for a palette: mixing its colours costs far more than a picture. */
function remembered(palette: Palette, name: string, make: () => Uint32Array): Uint32Array {
  const known = tables.get(palette) ?? new Map<string, Uint32Array>()
  tables.set(palette, known)
  const table = known.get(name) ?? make()
  known.set(name, table)
  return table
}

export type Scale = 'diverging' | 'signed' | 'sequential' | 'grey'

/** 256 pixels, for the bytes 0 to 255 of a scale. */
export const scaleTable = (scale: Scale, palette: Palette): Uint32Array =>
  remembered(palette, scale, () => makeScale(scale, palette))

function makeScale(scale: Scale, palette: Palette): Uint32Array {
  const surface = palette['surface'] || '#ffffff'
  const stops: [number, string][] =
    scale === 'grey'
      ? [
          [0, '#000000'],
          [1, '#ffffff'],
        ]
      : (colorStops(scale, palette) ?? [])
  const depth = scale === 'diverging' ? DEPTH : scale === 'signed' ? SIGN_DEPTH : 1
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    const share = byte / 255
    const right = stops.findIndex(([at]) => at >= share)
    const [a, left] = stops[Math.max(right - 1, 0)] ?? [0, surface]
    const [b, end] = stops[right] ?? [1, surface]
    const color = mix(left, end, b > a ? (share - a) / (b - a) : 0)
    return pixel(depth === 1 ? color : mix(surface, color, depth))
  })
}

/** 256 pixels for each class: mixed towards the surface the less sure the map is. */
export const classTable = (palette: Palette): Uint32Array =>
  remembered(palette, 'classes', () => makeSure(classColors(palette), palette))

function makeSure(colors: string[], palette: Palette): Uint32Array {
  const surface = palette['surface'] || '#ffffff'
  return Uint32Array.from({ length: colors.length * 256 }, (_, index) =>
    pixel(mix(surface, colors[index >> 8] ?? surface, (DEPTH * (index & 255)) / 255)),
  )
}

/** Fills the pixels of a map whose first row is at the bottom. */
export function paintScale(
  values: Numbers,
  width: number,
  height: number,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  for (let row = 0; row < height; row++) {
    const from = row * width
    const to = (height - 1 - row) * width
    for (let column = 0; column < width; column++) {
      pixels[to + column] = table[values[from + column] ?? 0] ?? 0
    }
  }
}

/** As `paintScale`, for winning classes and how sure each place is of its class. */
export function paintClasses(
  winners: Numbers,
  sure: Numbers | null,
  width: number,
  height: number,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  for (let row = 0; row < height; row++) {
    const from = row * width
    const to = (height - 1 - row) * width
    for (let column = 0; column < width; column++) {
      const index = from + column
      pixels[to + column] = table[((winners[index] ?? 0) << 8) + (sure?.[index] ?? 255)] ?? 0
    }
  }
}

/**
 * Canvases of the views are drawn by the processor: paths and small pictures that change many times a second are slow on
 * a graphics card that is emulated (a hundred times slower, measured), and fast enough everywhere else.
 */
export function flatContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return canvas.getContext('2d', { willReadFrequently: true })
}

/** A picture of bytes that is kept off the page, to be drawn at any size. */
export class Raster {
  readonly canvas = document.createElement('canvas')
  readonly #context = flatContext(this.canvas)

  paint(width: number, height: number, fill: (pixels: Uint32Array) => void): void {
    if (!this.#context || width === 0 || height === 0) return
    if (this.canvas.width !== width) this.canvas.width = width
    if (this.canvas.height !== height) this.canvas.height = height
    const image = this.#context.createImageData(width, height)
    fill(new Uint32Array(image.data.buffer))
    this.#context.putImageData(image, 0, 0)
  }
}

/** Sizes a canvas for the screen's density; its context then draws in CSS pixels. */
export function sharpContext(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const density = devicePixelRatio || 1
  const across = Math.round(width * density)
  const down = Math.round(height * density)
  if (canvas.width !== across) canvas.width = across
  if (canvas.height !== down) canvas.height = down
  const context = flatContext(canvas)
  context?.setTransform(density, 0, 0, density, 0, 0)
  context?.clearRect(0, 0, width, height)
  return context
}
