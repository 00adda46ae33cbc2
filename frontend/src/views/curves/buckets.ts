/** One bucket of a curve: the extremes of `width` steps and where they are. */
export interface Bucket {
  minStep: number
  min: number
  maxStep: number
  max: number
  /** Of all values, and how many they are. */
  sum: number
  count: number
}

/**
 * A curve of any length in at most `limit` buckets: every bucket covers the same number of steps, and when they run out
 * neighbours merge and the width doubles. Peaks are never lost, memory stays the same.
 */
export class Curve {
  #buckets: Bucket[] = []
  #width = 1
  #last = { step: 0, value: NaN }

  constructor(readonly limit = 2000) {}

  get buckets(): readonly Bucket[] {
    return this.#buckets
  }

  get width(): number {
    return this.#width
  }

  /** The newest value. */
  get last(): { step: number; value: number } {
    return this.#last
  }

  /** Steps must come in rising order; a value that is not finite is left out. */
  push(step: number, value: number): void {
    if (!Number.isFinite(value) || step <= this.#last.step) return
    this.#last = { step, value }
    const top = this.#buckets.at(-1)
    if (top && this.#slot(top.minStep) === this.#slot(step)) {
      extend(top, one(step, value))
      return
    }
    this.#buckets.push(one(step, value))
    while (this.#buckets.length > this.limit) this.#widen()
  }

  /** The last value by a step; null before the first, undefined where only a bucket of several is left of it. */
  at(step: number): number | null | undefined {
    const { last } = this
    if (step >= last.step && !Number.isNaN(last.value)) return last.value
    const bucket = this.#bucket(step)
    if (!bucket) return null
    return bucket.count === 1 ? bucket.sum : undefined
  }

  /** The mean of a few values about a step, as the curve is drawn; null before the first. */
  about(step: number): number | null {
    const bucket = this.#bucket(step)
    return bucket ? bucket.sum / bucket.count : null
  }

  /** The one that a step lies in, or the nearest before it. */
  #bucket(step: number): Bucket | undefined {
    const slot = this.#slot(step)
    const index = this.#buckets.findLastIndex(({ minStep }) => this.#slot(minStep) <= slot)
    const bucket = this.#buckets[index]
    return bucket?.count === 1 && bucket.minStep > step ? this.#buckets[index - 1] : bucket
  }

  /** The highest value up to a step, and where it is; null where there is none. */
  highest(until: number): { step: number; value: number } | null {
    let best: { step: number; value: number } | null = null
    for (const { max, maxStep, min, minStep } of this.#buckets) {
      const [step, value] = maxStep <= until ? [maxStep, max] : [minStep, min]
      if (step <= until && !(best && value <= best.value)) best = { step, value }
    }
    return best
  }

  #slot(step: number): number {
    return Math.floor((step - 1) / this.#width)
  }

  #widen(): void {
    this.#width *= 2
    const merged: Bucket[] = []
    for (const bucket of this.#buckets) {
      const top = merged.at(-1)
      if (top && this.#slot(top.minStep) === this.#slot(bucket.minStep)) extend(top, bucket)
      else merged.push(bucket)
    }
    this.#buckets = merged
  }
}

const one = (step: number, value: number): Bucket => ({
  minStep: step,
  min: value,
  maxStep: step,
  max: value,
  sum: value,
  count: 1,
})

function extend(bucket: Bucket, other: Bucket): void {
  bucket.sum += other.sum
  bucket.count += other.count
  if (other.min < bucket.min) {
    bucket.min = other.min
    bucket.minStep = other.minStep
  }
  if (other.max > bucket.max) {
    bucket.max = other.max
    bucket.maxStep = other.maxStep
  }
}
