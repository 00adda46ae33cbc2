import { flatten, type Control } from './model'

/** What a link changes about the page around the lab: a teacher takes away what a class should not look at. */
export interface Arrangement {
  /** Controls (by path) and parts of the page that are not shown. */
  hide: string[]
  /** Controls (by path) that are shown but cannot be moved. */
  lock: string[]
  /** Large type, and nothing beside the pictures and their controls. */
  present: boolean
}

export const PLAIN: Arrangement = { hide: [], lock: [], present: false }

/** Parts of the page that a link can hide. No parameter has a name like these. */
export const PARTS = [
  'page.lesson',
  'page.code',
  'page.api',
  'page.presets',
  'page.seed',
  'page.speed',
  'page.timeline',
] as const
export type Part = (typeof PARTS)[number]

export type Manner = 'free' | 'locked' | 'hidden'

const pathOf = (control: Control): string => control.path.join('.')

export const hides = (arrangement: Arrangement, item: Control | Part): boolean =>
  arrangement.hide.includes(typeof item === 'string' ? item : pathOf(item))

export const locks = (arrangement: Arrangement, control: Control): boolean =>
  arrangement.lock.includes(pathOf(control))

export function mannerOf(arrangement: Arrangement, name: string): Manner {
  if (arrangement.hide.includes(name)) return 'hidden'
  return arrangement.lock.includes(name) ? 'locked' : 'free'
}

export function withManner(arrangement: Arrangement, name: string, manner: Manner): Arrangement {
  const without = (list: string[]): string[] => list.filter((item) => item !== name)
  const hide = without(arrangement.hide)
  const lock = without(arrangement.lock)
  if (manner === 'hidden') hide.push(name)
  if (manner === 'locked') lock.push(name)
  return { ...arrangement, hide, lock }
}

/** The names in a list of an address that mean something here; those that do not are put into `dropped`. */
export function namesOf(
  text: string | null,
  controls: Control[],
  parts: boolean,
  dropped: string[],
): string[] {
  const known = new Set<string>(flatten(controls).map(pathOf))
  if (parts) for (const part of PARTS) known.add(part)
  const names = (text ?? '').split(',').filter(Boolean)
  dropped.push(...names.filter((name) => !known.has(name)))
  return [...new Set(names.filter((name) => known.has(name)))]
}
