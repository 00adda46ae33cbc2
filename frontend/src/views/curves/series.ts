import { unpack } from '../../api/arrays'
import type { MetricsBlock } from '../../api/types'
import { Curve } from './buckets'

/** All curves of a run, fed by the metrics stream. */
export class Series {
  readonly curves = new Map<string, Curve>()
  #last = 0

  static of(blocks: readonly MetricsBlock[]): Series {
    const series = new Series()
    for (const block of blocks) series.push(block)
    return series
  }

  /** The last step received. */
  get last(): number {
    return this.#last
  }

  push(block: MetricsBlock): void {
    for (const [name, packed] of Object.entries(block.series)) {
      const curve = this.curves.get(name) ?? new Curve()
      this.curves.set(name, curve)
      const values = unpack(packed)
      for (let i = 0; i < block.n; i++) curve.push(block.first + i, values[i] ?? NaN)
    }
    if (block.n === 0) return
    this.#last = Math.max(this.#last, block.first + block.n - 1)
  }
}
