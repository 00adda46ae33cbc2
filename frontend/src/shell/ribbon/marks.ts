import { sameJson } from '../../api/guards'
import type { Json, JsonObject, LogLine } from '../../api/types'
import type { Happening } from '../happening'

/** What happened in a run, to be marked on its ribbon. */

export type Mark =
  /** A parameter, named by its path, was changed. */
  | { kind: 'change'; step: number; param: string[]; from: Json; to: Json }
  /** Several parameters at once, or something done by hand. */
  | { kind: 'act'; step: number }
  /** What the run itself did. */
  | { kind: 'event'; step: number; happening: Exclude<Happening, { kind: 'best' }> }
  | { kind: 'diverged'; step: number }
  | { kind: 'best'; step: number; value: number }

/** The changes of a run: which parameter, from what to what. */
export function changesOf(log: LogLine[], start: JsonObject): Mark[] {
  let before = start
  return log.flatMap(({ step, kind, value }): Mark[] => {
    if (kind === 'action') return [{ kind: 'act', step }]
    const differing = difference(before, value, [])
    before = { ...before, ...value }
    const [first, ...others] = differing
    if (!first) return []
    return others.length > 0 ? [{ kind: 'act', step }] : [{ kind: 'change', step, ...first }]
  })
}

interface Differing {
  param: string[]
  from: Json
  to: Json
}

function difference(before: JsonObject, after: JsonObject, path: string[]): Differing[] {
  return Object.entries(after).flatMap(([name, to]): Differing[] => {
    const from = before[name] ?? null
    const param = [...path, name]
    if (sameJson(from, to)) return []
    const both = isPlain(from) && isPlain(to) && from['kind'] === to['kind']
    return both ? difference(from, to, param) : [{ param, from, to }]
  })
}

const isPlain = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What happened by itself. Best values are left out: only that of the whole run is marked. */
export const eventsOf = (happened: readonly Happening[]): Mark[] =>
  happened.flatMap((happening) =>
    happening.kind === 'best' ? [] : [{ kind: 'event' as const, step: happening.step, happening }],
  )

/** Changes of one parameter that lie nearer together than a diamond is wide count as one. */
export function joined(marks: Mark[], at: (step: number) => number, wide: number): Mark[] {
  const result: Mark[] = []
  for (const mark of marks) {
    const last = result.at(-1)
    const near = last && at(mark.step) - at(last.step) < wide
    if (near && last.kind === 'act' && mark.kind === 'act') result[result.length - 1] = mark
    else if (near && last.kind === 'change' && mark.kind === 'change' && sameJson(last.param, mark.param))
      result[result.length - 1] = { ...mark, from: last.from }
    else result.push(mark)
  }
  return result.filter((mark) => mark.kind !== 'change' || !sameJson(mark.from, mark.to))
}

export interface Placed {
  mark: Mark
  x: number
  word: string
  /** Where the word begins; null where it has no room: the later of two keeps its word. */
  left: number | null
}

const BESIDE = 8
const APART = 6

/** Places diamonds and words between two sides; a word stands right of its diamond, at the right side left of it. */
export function placed(
  marks: { mark: Mark; word: string }[],
  at: (step: number) => number,
  measure: (text: string) => number,
  sides: { left: number; right: number },
): Placed[] {
  const diamonds = marks.map(({ mark }) => at(mark.step))
  const taken: { from: number; to: number }[] = []
  const result: Placed[] = []
  for (let index = marks.length - 1; index >= 0; index--) {
    const { mark, word } = marks[index] ?? {}
    const x = diamonds[index] ?? 0
    if (!mark || word === undefined) continue
    const long = measure(word)
    const others = diamonds.filter((_, other) => other !== index)
    const free = (from: number, to: number): boolean =>
      from >= sides.left &&
      to <= sides.right &&
      taken.every((word) => to + APART <= word.from || from - APART >= word.to) &&
      others.every((other) => other + BESIDE <= from || other - BESIDE >= to)
    const left = [x + BESIDE, x - BESIDE - long].find((from) => free(from, from + long)) ?? null
    if (left !== null) taken.push({ from: left, to: left + long })
    result.unshift({ mark, x, word, left })
  }
  return result
}
