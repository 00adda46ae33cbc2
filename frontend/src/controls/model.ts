import { isObject } from '../api/guards'
import type { Json, JsonObject, Text } from '../api/types'

/** What the page draws for one parameter. */

export type Change = 'structural' | 'live' | 'view'

export interface Bounds {
  integer: boolean
  min: number
  max: number
  /** A bound that itself is not allowed. */
  openMin: boolean
  openMax: boolean
  /** Allowed values are multiples of this; 0 when any value is. */
  multiple: number
}

export interface Common {
  path: string[]
  title: Text
  description: Text
  symbol: string
  unit: Text | null
  group: Text | null
  when: Conditions
  advanced: boolean
  /** A picture sets it: it has no control. */
  hidden: boolean
  change: Change
  /** What the library's form multiplies the course's number by, and for which parameters. */
  library: { factor: string; when: Conditions } | null
}

/** Other parameters and the values they must have. */
export type Conditions = { [parameter: string]: string[] }

export interface Option {
  value: string
  label: Text
  /** The name of what has to be fetched for it; none where everything is here. */
  asset?: string
}

export interface Variant extends Option {
  controls: Control[]
  /** The value taken when the variant is chosen: its defaults. */
  initial: JsonObject
}

export type NumberModel = Common & {
  type: 'number'
  bounds: Bounds
  scale: 'linear' | 'log'
  nullable: boolean
  initial: number
  /** The list that the number is a place in, from 1. */
  rowOf: RowsModel | null
}
export type SwitchModel = Common & { type: 'switch' }
export type ChoiceModel = Common & { type: 'choice'; options: Option[] }
export type UnionModel = Common & { type: 'union'; variants: Variant[] }
export type GroupModel = Common & { type: 'group'; controls: Control[] }
export type ListModel = Common & {
  type: 'numbers' | 'pairs'
  bounds: Bounds[]
  minItems: number
  maxItems: number
  /** The rows of a square, which grows by so many at a time; 0 is a plain list. */
  square: number
}
/** A list of objects, each drawn as a row of controls. */
export type RowsModel = Common & {
  type: 'rows'
  /** The controls of one row; their paths hold `ROW` where the row's index belongs. */
  controls: Control[]
  minItems: number
  maxItems: number
  /** A new row: its defaults. */
  initial: JsonObject
}
/** What a file chosen in a control may be; its content tells. */
export type FileKind = 'table' | 'vectors' | 'text' | 'pairs'
export type TextModel = Common & {
  type: 'text'
  nullable: boolean
  minLength: number
  maxLength: number
  /** A regular expression; '' when any text is allowed. */
  pattern: string
  /** Of what kind of upload the text is the hash; '' when it is text. */
  upload: '' | FileKind | 'image' | 'pictures' | 'model'
}

export type Control =
  NumberModel | SwitchModel | ChoiceModel | UnionModel | GroupModel | ListModel | RowsModel | TextModel

/** Stands in a path for the index of a row. */
export const ROW = '*'

/** The controls of the row with that index. */
export function rowControls(rows: RowsModel, index: number): Control[] {
  const placed = (control: Control): Control => {
    const path = control.path.map((key, depth) =>
      depth === rows.path.length && key === ROW ? String(index) : key,
    )
    if (control.type === 'group') return { ...control, path, controls: control.controls.map(placed) }
    if (control.type === 'union') {
      const variants = control.variants.map((variant) => ({
        ...variant,
        controls: variant.controls.map(placed),
      }))
      return { ...control, path, variants }
    }
    return { ...control, path }
  }
  return rows.controls.map(placed)
}

/** Whether a control is shown for these parameters, for a control of a row those of the row. */
export function shown(control: Common, params: JsonObject): boolean {
  return !control.hidden && met(control.when, params)
}

/** Whether every condition names a value in force (of a union: its kind). */
export function met(when: Conditions, params: JsonObject): boolean {
  return Object.entries(when).every(([name, allowed]) => {
    let value: Json | undefined = params
    for (const key of name.split('.'))
      value = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined
    if (allowed.includes('*')) return value !== undefined
    return allowed.includes(isObject(value) ? String(value['kind']) : String(value))
  })
}

/** Whether it is a picture, or labelled pictures: some that ship or some that were sent. */
export const isPicture = (control: UnionModel): boolean =>
  control.variants.some(({ controls }) =>
    controls.some((one) => one.type === 'text' && /^(image|pictures)$/.test(one.upload)),
  )

/** The names of what has to be fetched first, as far as the page knows. */
export const away = new Set<string>()

const waits = (options: Option[], value: Json | undefined): boolean =>
  options.some(({ value: own, asset }) => own === value && asset !== undefined && away.has(asset))

/** Whether something that only the user can give is still missing: an upload, or what has to be fetched. */
export function incomplete(controls: Control[], params: JsonObject): boolean {
  return controls.some((control) => {
    const value = control.path.reduce<Json | undefined>(
      (at, key) => (isObject(at) ? at[key] : undefined),
      params,
    )
    if (control.type === 'text')
      return control.upload !== '' && !control.nullable && typeof value !== 'string'
    if (control.type === 'group') return incomplete(control.controls, params)
    if (control.type === 'choice') return met(control.when, params) && waits(control.options, value)
    if (control.type !== 'union' || !isObject(value)) return false
    const variant = control.variants.find((item) => item.value === value['kind'])
    const awaited = met(control.when, params) && waits(control.variants, value['kind'])
    return awaited || incomplete(variant?.controls ?? [], params)
  })
}

/** Every control that has a value of its own, unions and groups with their members. */
export function flatten(controls: Control[]): Control[] {
  return controls.flatMap((control) => {
    switch (control.type) {
      case 'group':
        return [control, ...flatten(control.controls)]
      case 'union':
        return [control, ...control.variants.flatMap((variant) => flatten(variant.controls))]
      default:
        return [control]
    }
  })
}
