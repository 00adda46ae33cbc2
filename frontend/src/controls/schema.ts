import { isObject, isText } from '../api/guards'
import type { Json, JsonObject, Text } from '../api/types'
import {
  ROW,
  type Bounds,
  type ChoiceModel,
  type Common,
  type Conditions,
  type Control,
  type ListModel,
  type NumberModel,
  type Option,
  type RowsModel,
  type TextModel,
  type UnionModel,
  type Variant,
} from './model'

/** Reads the controls of a lab from the JSON Schema of its parameters and its `x-lossland` hints. */

const same = (text: string): Text => ({ en: text, zh: text })

/** The controls of a lab, in the order of its parameters. */
export function controlsOf(schema: JsonObject): Control[] {
  return new Reader(schema).properties(schema, [], null)
}

class Reader {
  constructor(readonly root: JsonObject) {}

  properties(schema: JsonObject, path: string[], parent: Common | null): Control[] {
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    return Object.entries(properties).flatMap(([name, value]) => {
      if (!isObject(value) || (name === 'kind' && 'const' in value)) return []
      return [this.control(value, [...path, name], parent)]
    })
  }

  /** The schema with `$ref` followed; what stands beside the reference wins. */
  resolve(schema: JsonObject): JsonObject {
    const reference = schema['$ref']
    if (typeof reference !== 'string') return schema
    let target: Json | undefined = this.root
    for (const key of reference.replace('#/', '').split('/'))
      target = isObject(target) ? target[key] : undefined
    return isObject(target) ? { ...this.resolve(target), ...schema, $ref: null } : schema
  }

  control(raw: JsonObject, path: string[], parent: Common | null): Control {
    let schema = this.resolve(raw)
    let nullable = false
    if (Array.isArray(schema['anyOf'])) {
      const options = schema['anyOf'].filter(isObject)
      const real = options.filter((option) => option['type'] !== 'null')
      nullable = real.length < options.length
      const [only] = real
      if (only && real.length === 1) schema = { ...this.resolve(only), ...schema, anyOf: null }
    }
    const common = this.common(schema, path, parent)
    if (Array.isArray(schema['oneOf'])) return this.union(schema, schema['oneOf'].filter(isObject), common)
    if (Array.isArray(schema['enum']) || typeof schema['const'] === 'string') return choice(schema, common)
    switch (schema['type']) {
      case 'number':
      case 'integer':
        return this.number(schema, common, nullable)
      case 'boolean':
        return { ...common, type: 'switch' }
      case 'object':
        return { ...common, type: 'group', controls: this.properties(schema, path, common) }
      case 'array':
        return this.list(schema, common)
      default:
        return {
          ...common,
          type: 'text',
          nullable,
          upload: uploadOf(schema['format']),
          minLength: numberOr(schema['minLength'], 0),
          maxLength: numberOr(schema['maxLength'], 200),
          pattern: typeof schema['pattern'] === 'string' ? schema['pattern'] : '',
        }
    }
  }

  common(schema: JsonObject, path: string[], parent: Common | null): Common {
    const hints = isObject(schema['x-lossland']) ? schema['x-lossland'] : {}
    const name = path[path.length - 1] ?? ''
    const title = typeof schema['title'] === 'string' ? schema['title'] : name
    const description = typeof schema['description'] === 'string' ? schema['description'] : ''
    const change = hints['change']
    return {
      path,
      title: isText(hints['title']) ? hints['title'] : same(title),
      description: isText(hints['description']) ? hints['description'] : same(description),
      symbol: typeof hints['symbol'] === 'string' ? hints['symbol'] : '',
      unit: isText(hints['unit']) ? hints['unit'] : null,
      group: isText(hints['group']) ? hints['group'] : null,
      when: conditions(hints['when']),
      advanced: hints['advanced'] === true,
      hidden: hints['hidden'] === true,
      change:
        change === 'live' || change === 'view' || change === 'structural'
          ? change
          : (parent?.change ?? 'structural'),
      library: inLibrary(hints['library']),
    }
  }

  /** The defaults of an object's properties. */
  initial(schema: JsonObject): JsonObject {
    const result: JsonObject = {}
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    for (const [name, property] of Object.entries(properties)) {
      const value = isObject(property) ? this.resolve(property)['default'] : undefined
      if (value !== undefined) result[name] = value
    }
    return result
  }

  number(schema: JsonObject, common: Common, nullable: boolean): NumberModel {
    const hints = isObject(schema['x-lossland']) ? schema['x-lossland'] : {}
    const limits = bounds(schema)
    const fallback = Math.min(Math.max(limits.integer ? 1 : 0.1, limits.min), limits.max)
    return {
      ...common,
      type: 'number',
      bounds: limits,
      scale: hints['scale'] === 'log' ? 'log' : 'linear',
      nullable,
      initial: numberOr(schema['default'], fallback),
      rowOf: this.rows(hints['row_of']),
    }
  }

  /** The list of objects with that name among the lab's parameters. */
  rows(name: Json | undefined): RowsModel | null {
    const properties = isObject(this.root['properties']) ? this.root['properties'] : {}
    const schema = typeof name === 'string' ? properties[name] : null
    const control = typeof name === 'string' && isObject(schema) ? this.control(schema, [name], null) : null
    return control?.type === 'rows' ? control : null
  }

  union(schema: JsonObject, options: JsonObject[], common: Common): UnionModel {
    const named = optionOf(schema)
    const variants = options.flatMap((option): Variant[] => {
      const variant = this.resolve(option)
      const properties = isObject(variant['properties']) ? variant['properties'] : {}
      const kind = isObject(properties['kind']) ? properties['kind']['const'] : null
      if (typeof kind !== 'string') return []
      const title = typeof variant['title'] === 'string' ? variant['title'] : kind
      const controls = this.properties(variant, common.path, common)
      const initial: JsonObject = { ...this.initial(variant), kind }
      return [{ ...named(kind, title), controls, initial }]
    })
    return { ...common, type: 'union', variants }
  }

  list(schema: JsonObject, common: Common): ListModel | RowsModel {
    const items = isObject(schema['items']) ? this.resolve(schema['items']) : {}
    const shared = {
      ...common,
      minItems: numberOr(schema['minItems'], 0),
      maxItems: numberOr(schema['maxItems'], 100),
    }
    if (items['type'] === 'object') {
      const controls = this.properties(items, [...common.path, ROW], common)
      return { ...shared, type: 'rows', controls, initial: this.initial(items) }
    }
    const hints = isObject(schema['x-lossland']) ? schema['x-lossland'] : {}
    const square = numberOr(hints['square'], 0)
    if (items['type'] !== 'array') return { ...shared, square, type: 'numbers', bounds: [bounds(items)] }
    const pair = Array.isArray(items['prefixItems'])
      ? items['prefixItems']
      : [items['items'] ?? {}, items['items'] ?? {}]
    return {
      ...shared,
      square,
      type: 'pairs',
      bounds: pair.filter(isObject).map((item) => bounds(this.resolve(item))),
    }
  }
}

function choice(schema: JsonObject, common: Common): ChoiceModel {
  const named = optionOf(schema)
  const values = Array.isArray(schema['enum']) ? schema['enum'] : [schema['const'] ?? null]
  const options = values.flatMap((value) => (typeof value === 'string' ? [named(value, value)] : []))
  return { ...common, type: 'choice', options }
}

function bounds(schema: JsonObject): Bounds {
  const openMin = typeof schema['exclusiveMinimum'] === 'number'
  const openMax = typeof schema['exclusiveMaximum'] === 'number'
  return {
    integer: schema['type'] === 'integer',
    min: numberOr(openMin ? schema['exclusiveMinimum'] : schema['minimum'], -1e6),
    max: numberOr(openMax ? schema['exclusiveMaximum'] : schema['maximum'], 1e6),
    openMin,
    openMax,
    multiple: numberOr(schema['multipleOf'], 0),
  }
}

/** Makes an option of its value, with its label (else that text) and what has to be fetched for it. */
function optionOf(schema: JsonObject): (value: string, text: string) => Option {
  const hints = isObject(schema['x-lossland']) ? schema['x-lossland'] : {}
  const labels = isObject(hints['options']) ? hints['options'] : {}
  const assets = isObject(hints['assets']) ? hints['assets'] : {}
  return (value, text) => {
    const label = labels[value]
    const asset = assets[value]
    const option = { value, label: isText(label) ? label : same(text) }
    return typeof asset === 'string' ? { ...option, asset } : option
  }
}

const UPLOADS = ['table', 'image', 'pictures', 'model', 'vectors', 'text', 'pairs'] as const
const uploadOf = (format: Json | undefined): TextModel['upload'] =>
  UPLOADS.find((kind) => kind === format) ?? ''

function inLibrary(hint: Json | undefined): Common['library'] {
  if (!isObject(hint) || typeof hint['factor'] !== 'string') return null
  return { factor: hint['factor'], when: conditions(hint['when']) }
}

function conditions(value: Json | undefined): Conditions {
  const result: Conditions = {}
  if (!isObject(value)) return result
  for (const [name, allowed] of Object.entries(value)) {
    if (Array.isArray(allowed)) result[name] = allowed.map(String)
  }
  return result
}

function numberOr(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback
}
