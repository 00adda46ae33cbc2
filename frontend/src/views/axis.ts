/** A drawn axis: where a value lies, and the ticks that a reader wants. */
export interface Axis {
  at(value: number): number
  ticks: number[]
}

export interface Range {
  low: number
  high: number
}

export function linearAxis({ low, high }: Range, from: number, to: number, count: number): Axis {
  const span = high - low || Math.abs(high) || 1
  const step = niceStep(span / Math.max(count, 1))
  const ticks: number[] = []
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + span * 1e-9; k++) {
    ticks.push(Number((k * step).toPrecision(12)))
  }
  return { at: (value) => from + ((value - low) / span) * (to - from), ticks }
}

/** Both ends must be positive. */
export function logAxis({ low, high }: Range, from: number, to: number, count: number): Axis {
  const start = Math.log10(low)
  const span = Math.log10(high) - start || 1
  const decades = Math.floor(start + span + 1e-9) - Math.ceil(start - 1e-9) + 1
  const every = Math.max(1, Math.ceil(decades / Math.max(count, 1)))
  const found = (decades >= 3 ? [[1]] : decades >= 2 ? [[1, 3], [1]] : [[1, 2, 5], [1, 3], [1]]).map(
    (factors) => roundNumbers({ low, high }, every, factors),
  )
  const ticks = found.find((some) => some.length <= count) ?? found.at(-1) ?? []
  const at = (value: number): number => from + ((Math.log10(value) - start) / span) * (to - from)
  if (ticks.length >= 2) return { at, ticks }
  if (decades >= 2)
    return { at, ticks: [10 ** Math.ceil(start - 1e-9), 10 ** Math.floor(start + span + 1e-9)] }
  // Within a decade there may be one such number or none.
  const even = (parts: number): number[] =>
    linearAxis({ low, high }, from, to, parts).ticks.filter((value) => value > 0)
  const some = even(count)
  const many = even(4)
  return { at, ticks: some.length >= 2 ? some : [...new Set([...many.slice(0, 1), ...many.slice(-1)])] }
}

/** Factors of every so many powers of ten. */
function roundNumbers({ low, high }: Range, every: number, factors: number[]): number[] {
  const found: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    if (((power % every) + every) % every !== 0) continue
    for (const factor of factors) {
      const value = Number((factor * 10 ** power).toPrecision(3))
      if (value >= low * 0.999 && value <= high * 1.001) found.push(value)
    }
  }
  return found
}

/** 1, 2 or 5 times a power of ten, at least `raw`. */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const share = raw / power
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power
}

/** Moves labels apart so that neighbours do not overlap, inside of `low` to `high`; places are middles, the order stays. */
export function spread(places: number[], sizes: number[], low: number, high: number): number[] {
  const order = places
    .map((place, index) => ({ place, half: (sizes[index] ?? 0) / 2, index }))
    .sort((a, b) => a.place - b.place)
  let floor = low
  for (const item of order) {
    item.place = Math.max(item.place, floor + item.half)
    floor = item.place + item.half
  }
  let ceiling = high
  for (const item of order.reverse()) {
    item.place = Math.min(item.place, ceiling - item.half)
    ceiling = item.place - item.half
  }
  const result = [...places]
  for (const { place, index } of order) result[index] = place
  return result
}
