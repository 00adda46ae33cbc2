import type { ViewArrays } from '../api/types'

/** What a frame shows: what it brings, and of those before what it leaves alone. */
export function frameAt(frames: ViewArrays[], index: number): ViewArrays {
  return Object.assign({}, ...frames.slice(0, index + 1))
}
