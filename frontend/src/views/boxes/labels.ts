import type { Box, Corners } from './boxes'

/** A word on a box, in pixels of the screen. */
export interface Label {
  place: number
  text: string
  left: number
  top: number
}

interface Room {
  width: number
  height: number
  scale: number
  /** Of a character and of a line. */
  letter: number
  line: number
}

interface Area {
  left: number
  top: number
  width: number
}

/**
 * Where the names of boxes stand: above the box, else below it, else inside at its top, whichever meets no other name.
 * The first ones have the choice; of those that are to be brief, one that would meet another is left out.
 */
export function labelled(
  boxes: readonly { box: Box; corners: Corners; text: string; brief?: boolean }[],
  { width, height, scale, letter, line }: Room,
): Label[] {
  const taken: Area[] = []
  const meets = (one: Area): boolean =>
    taken.some(
      (other) =>
        one.left < other.left + other.width &&
        other.left < one.left + one.width &&
        Math.abs(one.top - other.top) < line,
    )
  return boxes.flatMap(({ box, corners: [west, north, , south], text, brief }) => {
    const wide = [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1.7 : 1) * letter, 10)
    const left = Math.max(0, Math.min(scale * west - 1, width - wide))
    const tops = [scale * north - line, scale * south, scale * north, scale * north + line]
    const within = tops.filter((top) => top >= 0 && top + line <= height)
    const free = within.find((at) => !meets({ left, top: at, width: wide }))
    if (free === undefined && brief) return []
    const top = free ?? within[0] ?? Math.max(0, Math.min(scale * north, height - line))
    taken.push({ left, top, width: wide })
    return [{ place: box.place, text, left, top }]
  })
}

/** Where what a keeper suppresses is told: beside it, where there is more room. */
export function beside([west, north, east]: Corners, width: number, scale: number): string {
  const top = `top: ${Math.max(0, scale * north)}px`
  const right = scale * east
  const left = scale * west
  return width - right >= left ? `left: ${right + 6}px; ${top}` : `right: ${width - left + 6}px; ${top}`
}
