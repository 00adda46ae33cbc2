import type { Run } from './types'

/**
 * Whether one account of a run is older than another: answers and events overtake each other. The revision counts every
 * change; a server that has none is compared by the instant, whatever way that is written.
 */
export function older(run: Run, than: Run): boolean {
  if (run.revision !== undefined && than.revision !== undefined) return run.revision < than.revision
  return microseconds(run.updated) < microseconds(than.updated)
}

/** Microseconds since 1970: `Z` and `+00:00` are the same, and so are a missing fraction and .000000. */
function microseconds(instant: string): number {
  const [, fraction = ''] = /\.(\d+)/.exec(instant) ?? []
  const whole = Date.parse(instant.replace(/\.\d+/, ''))
  return whole * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
}
