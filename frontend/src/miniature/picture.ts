import type { Palette } from '../views/palette'

/** Where a small picture is drawn: a canvas whose context draws in CSS pixels, and how large it is. */
export interface Easel {
  context: CanvasRenderingContext2D
  width: number
  height: number
  /** Pixels of the screen to a CSS pixel. */
  density: number
  palette: Palette
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** From this width on, in CSS pixels, a picture has room for its points. */
export const LARGE = 120

export const whole = ({ width, height }: Easel): Box => ({ left: 0, top: 0, width, height })

/** How much thinner lines and markers are than in a picture of the usual size. */
export const thinner = ({ width }: Easel): number => Math.min(1, Math.max(0.34, width / 460))

/**
 * Fills a box pixel by pixel: `colorAt` gets the place in it, from 0 to 1, from the left and from the top, and gives a
 * pixel as ImageData keeps it, or 0 for none.
 */
export function fill(easel: Easel, box: Box, colorAt: (across: number, down: number) => number): void {
  const { context, density } = easel
  const left = Math.round(box.left * density)
  const top = Math.round(box.top * density)
  const width = Math.round((box.left + box.width) * density) - left
  const height = Math.round((box.top + box.height) * density) - top
  if (width < 1 || height < 1) return
  const image = context.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      pixels[row * width + column] = colorAt((column + 0.5) / width, (row + 0.5) / height)
    }
  }
  context.putImageData(image, left, top)
}
