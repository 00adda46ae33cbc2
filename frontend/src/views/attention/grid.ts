/** How small maps stand side by side. */

interface Maps {
  maps: number
  /** So many belong together in a row, if that is given: a wide room has several such groups side by side. */
  across: number | null
  /** Width to height of a map. */
  aspect: number
}

/** Around a map, and its title below. */
const PAD = 12
const TITLE = 1.1
const SMALLEST = 44

export interface Grid {
  across: number
  width: number
  height: number
  /** There is no room for all: the others are scrolled to. */
  more: boolean
}

/** Maps in a row, and the size of one in pixels: as large as all have room, never too small for a finger. */
export function gridOf(
  room: { width: number; height: number },
  { maps, across, aspect }: Maps,
  em: number,
): Grid {
  const unit = Math.min(across ?? 1, maps)
  const counts = Array.from({ length: Math.ceil(maps / unit) }, (_, k) => Math.min(maps, (k + 1) * unit))
  const sizes = counts.map((count) => {
    const wide = room.width / count - PAD
    const tall = room.height / Math.ceil(maps / count) - PAD - TITLE * em
    const width = Math.floor(Math.min(wide, tall * aspect))
    return { across: count, width, height: Math.floor(width / aspect), more: false }
  })
  const best = sizes.reduce((best, size) => (size.width > best.width ? size : best))
  if (best.width >= SMALLEST) return best
  return { across: best.across, width: SMALLEST, height: SMALLEST / aspect, more: true }
}
