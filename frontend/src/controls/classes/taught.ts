import type { JsonObject } from '../../api/types'
import type { Option, UnionModel, Variant } from '../model'
import { zipped, type Packed } from './zip'

/** A parameter that is labelled pictures: a union of sets that ship, by name, and of one's own, by the hash. */

export interface Shot {
  id: number
  picture: Blob
  /** Where the page itself finds it. */
  address: string
}
export interface Taught {
  id: number
  name: string
  shots: Shot[]
}

export const LEAST_CLASSES = 2
export const MOST_CLASSES = 10
export const LEAST_SHOTS = 2
export const MOST_NAME = 100

const ownIn = (variant: Variant): string | undefined =>
  variant.controls.find((one) => one.type === 'text' && one.upload === 'pictures')?.path.at(-1)

/** Whether it is labelled pictures, not one. */
export const holdsClasses = (control: UnionModel): boolean =>
  control.variants.some((variant) => ownIn(variant) !== undefined)

/** The sets that ship. */
export function shippedSets(control: UnionModel): Option[] {
  return control.variants.flatMap(({ controls: [only] }) => (only?.type === 'choice' ? only.options : []))
}

/** The name of the set that ships, or the id of one's own. */
export function chosenIn(control: UnionModel, value: JsonObject): { own: string; shipped: string } {
  const variant = control.variants.find((one) => one.value === value['kind'])
  const key = variant && ownIn(variant)
  if (key) return { own: String(value[key] ?? ''), shipped: '' }
  const name = variant?.controls[0]?.path.at(-1) ?? ''
  return { own: '', shipped: String(value[name] ?? '') }
}

/** The parameter's value for a set that ships. */
export function shippedSet(control: UnionModel, set: string): JsonObject {
  const variant = control.variants.find((one) => one.controls[0]?.type === 'choice')
  const name = variant?.controls[0]?.path.at(-1)
  return variant && name ? { kind: variant.value, [name]: set } : {}
}

/** The parameter's value for pictures that were sent. */
export function ownSet(control: UnionModel, id: string): JsonObject {
  const variant = control.variants.find((one) => ownIn(one) !== undefined)
  const name = variant && ownIn(variant)
  return variant && name ? { kind: variant.value, [name]: id } : {}
}

export type Lack = 'names' | 'same' | 'few'

/** What is still wrong with classes before they can be sent; null where nothing is. */
export function lackOf(classes: readonly Taught[]): Lack | null {
  const names = classes.map(({ name }) => name.trim().normalize('NFC'))
  if (names.some((name) => name === '' || name.startsWith('.') || /[/\\\p{Cc}]/u.test(name))) return 'names'
  if (new Set(names).size < names.length) return 'same'
  return classes.length < LEAST_CLASSES || classes.some(({ shots }) => shots.length < LEAST_SHOTS)
    ? 'few'
    : null
}

/** A folder for each class. */
export async function archiveOf(classes: readonly Taught[]): Promise<File> {
  const files: Packed[] = []
  for (const { name, shots } of classes)
    for (const [index, { picture }] of shots.entries())
      files.push({
        name: `${name.trim()}/${index + 1}`,
        content: new Uint8Array(await picture.arrayBuffer()),
      })
  return new File([zipped(files)], `${classes.map(({ name }) => name.trim()).join(', ')}.zip`, {
    type: 'application/zip',
  })
}
