import type { JsonObject } from '../../api/types'
import type { Option, UnionModel, Variant } from '../model'

/** A parameter that is a picture: a union of one that ships, by its name, and one that was sent, by its hash. */

const sentIn = (variant: Variant): string | undefined =>
  variant.controls.find((one) => one.type === 'text' && one.upload === 'image')?.path.at(-1)

const shippedIn = (variant: Variant): { name: string; options: Option[] } | undefined => {
  const [only, ...others] = variant.controls
  const name = only?.path.at(-1)
  return only?.type === 'choice' && others.length === 0 && name ? { name, options: only.options } : undefined
}

/** The name or the id of the picture in force; '' where it is neither. */
export function pictureOf(control: UnionModel, value: JsonObject): string {
  const variant = control.variants.find((one) => one.value === value['kind'])
  const key = variant && (sentIn(variant) ?? shippedIn(variant)?.name)
  return key ? String(value[key] ?? '') : ''
}

/** The pictures that ship. */
export function shippedNames(control: UnionModel): Option[] {
  return control.variants.flatMap((variant) => shippedIn(variant)?.options ?? [])
}

/** The parameter's value for a picture that ships. */
export function shippedAs(control: UnionModel, picture: string): JsonObject {
  const variant = control.variants.find((one) =>
    shippedIn(one)?.options.some(({ value }) => value === picture),
  )
  const name = variant && shippedIn(variant)?.name
  return variant && name ? { kind: variant.value, [name]: picture } : {}
}

/** The parameter's value for a picture that was sent. */
export function sentAs(control: UnionModel, id: string): JsonObject {
  const variant = control.variants.find((one) => sentIn(one) !== undefined)
  const name = variant && sentIn(variant)
  return variant && name ? { kind: variant.value, [name]: id } : {}
}
