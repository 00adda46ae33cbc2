/** Steps across a picture, where they are not spaced evenly. */
export interface TimeAxis {
  /** Pixels at which the first and the last step lie. */
  left: number
  right: number
  at(step: number): number
  step(pixel: number): number
}

/** Linear from each step to the next; `places` are the pixels of `steps`, both rising. */
export function timeAxis(steps: number[], places: number[]): TimeAxis {
  const between = (from: number[], to: number[], value: number): number => {
    const right = Math.max(
      1,
      from.findIndex((item) => item >= value),
    )
    const [a = 0, b = a] = [from[right - 1], from[right] ?? from[right - 1]]
    const [c = 0, d = c] = [to[right - 1], to[right] ?? to[right - 1]]
    const share = b > a ? Math.min(1, Math.max(0, (value - a) / (b - a))) : 0
    return c + share * (d - c)
  }
  const last = steps.length - 1
  return {
    left: places[0] ?? 0,
    right: places[last] ?? 0,
    at: (step) => (step >= (steps[last] ?? 0) ? (places[last] ?? 0) : between(steps, places, step)),
    step: (pixel) => (pixel >= (places[last] ?? 0) ? (steps[last] ?? 0) : between(places, steps, pixel)),
  }
}
