import { paintClasses, paintScale, Raster, type Scale } from '../maps'
import type { FieldMap } from './field'

/** A field's map in colours, a pixel for each of its values. */
export class MapPainter {
  readonly #raster = new Raster()

  get canvas(): HTMLCanvasElement {
    return this.#raster.canvas
  }

  paint({ width, height, values, sure }: FieldMap, scale: Scale | 'classes', table: Uint32Array): void {
    this.#raster.paint(width, height, (pixels) =>
      scale === 'classes'
        ? paintClasses(values, sure, width, height, table, pixels)
        : paintScale(values, width, height, table, pixels),
    )
  }
}
