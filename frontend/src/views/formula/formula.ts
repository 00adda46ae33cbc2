import { unpack } from '../../api/arrays'
import type { ViewArrays } from '../../api/types'
import { measuredNumber, MISSING } from '../../base/numbers'

/** Formulas with live numbers: the TeX is typeset once, then only the numbers inside of it change. */

export interface Prepared {
  tex: string
  /** Name of the number behind each class `live-0`, `live-1`, ... */
  names: string[]
}

export const LIVE = 'live-number'
const PLACE = /@(\w[\w.]*)@/g

/** Puts a marked place where `@name@` stands; the digits only hold the room until the first frame. */
export function prepared(tex: string): Prepared {
  const names: string[] = []
  const marked = tex.replace(PLACE, (_, name: string) => {
    names.push(name)
    return `{\\htmlClass{${LIVE} live-${names.length - 1}}{0}}`
  })
  return { tex: marked, names }
}

/** The scalars of a frame as they are written. */
export function liveNumbers(arrays: ViewArrays, digits: number): Map<string, string> {
  const numbers = new Map<string, string>()
  for (const [name, packed] of Object.entries(arrays)) {
    const value = unpack(packed)[0]
    if (value !== undefined) numbers.set(name, numberText(value, digits))
  }
  return numbers
}

export function numberText(value: number, digits: number): string {
  return measuredNumber(value, Math.max(2, digits))
}

/** The formula in words, roughly: its TeX with the numbers put in. */
export function spokenTex(tex: string, numbers: ReadonlyMap<string, string>): string {
  return tex.replace(PLACE, (_, name: string) => numbers.get(name) ?? MISSING)
}
