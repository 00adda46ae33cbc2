/** Which steps the cells of the ribbon stand for. */

/** Of each decade; the engine keeps a picture at these steps of every run. */
const FACTORS = [10, 15, 25, 40, 60]
const EARLY = [0, 1, 2, 3, 4, 6]
const DECADES = 7

/** 0, 1, 2, 3, 4, 6, 10, 15, 25, 40, 60, 100, ...: close together at first, and easily read. */
export const ROUND = [
  ...EARLY,
  ...Array.from({ length: DECADES }, (_, power) => FACTORS.map((factor) => factor * 10 ** power)).flat(),
]

/** A place on the ribbon: a step of this run, or of the one that it was forked from. */
export interface Place {
  step: number
  of: 'own' | 'parent'
}

/** Every picture of a run that began, or was forked, at `first`, up to its end. */
export const pages = (first: number, end: number): number[] => {
  const kept = [...ROUND.filter((step) => step < first), ...ROUND.map((step) => first + step)]
  return [...kept.filter((step) => step < end), end]
}

export interface Cells {
  /** Rising. */
  steps: number[]
  /** The place of the last cell that parent and fork have in common; null for a run by itself. */
  joint: number | null
}

/**
 * Round steps up to `now`, which has the last cell; where that leaves cells free, round steps that are still to come. The
 * last one before step `change`, where something was changed, always has a cell: from there one can go another way.
 */
export function cellsOf(now: number, count: number, change = now): Cells {
  const gone = ROUND.filter((step) => step < now)
  const ahead = ROUND.filter((step) => step > now)
  const past = gone.length < count ? gone : [0, ...gone.slice(gone.length - count + 2)]
  const before = gone.findLast((step) => step < change)
  if (before !== undefined && !past.includes(before)) past[1] = before
  return { steps: [...past, now, ...ahead].slice(0, count), joint: null }
}

/** As `cellsOf` for a fork at `fork` which has come to `now`, beside the run that it left, which ended at `end`. */
export function forkCells(fork: number, now: number, end: number, count: number): Cells {
  const after = Math.floor(count / 2)
  const { steps: before } = cellsOf(fork, count - after)
  const common = before.filter((step) => step <= fork)
  const horizon = Math.max(now, end) - fork
  const rest = count - common.length
  const later = cellsOf(horizon, rest + 1)
    .steps.slice(1)
    .map((step) => fork + step)
  return { steps: [...common, ...withNow(later, now, fork)], joint: common.length - 1 }
}

/** The step nearest to `now` gives way to it. */
function withNow(later: number[], now: number, fork: number): number[] {
  if (now <= fork || later.includes(now)) return later
  const above = later.findIndex((step) => step > now)
  const below = above - 1
  const away = (place: number): number => Math.abs((later[place] ?? Infinity) - now)
  // What lies before may give way, but not the end of the run that was left.
  const place = below >= 0 && (above === later.length - 1 || away(below) < away(above)) ? below : above
  return later.with(Math.max(place, 0), now)
}

/** The cell whose middle is nearest to a pixel, of those that `able` lets through; null where there is none. */
export function cellAt(places: number[], pixel: number, able: (place: number) => boolean): number | null {
  let best: number | null = null
  places.forEach((middle, place) => {
    const far = best === null ? Infinity : Math.abs((places[best] ?? 0) - pixel)
    if (able(place) && Math.abs(middle - pixel) < far) best = place
  })
  return best
}
