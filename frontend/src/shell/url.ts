import { isNumberList, isObject, isPairList, sameJson } from '../api/guards'
import type { Json, JsonObject } from '../api/types'
import { say, t } from '../base/language.svelte'
import { flatten, type Control, type RowsModel } from '../controls/model'
import { allowed, completed, overlay, valueAt, withValue } from '../controls/values'
import { namesOf, type Arrangement } from '../controls/arrangement'

/** The state of a lab page that its address holds. What equals the default (or the preset) is left out. */
export interface PageState {
  params: JsonObject
  seed: number
  preset: string | null
  run: string | null
  step: number | null
  arrangement: Arrangement
}

export interface Known {
  defaults: JsonObject
  controls: Control[]
  presets: { slug: string; params: JsonObject }[]
}

const RESERVED = new Set(['seed', 'preset', 'run', 'step', 'hide', 'lock', 'present'])
/** The largest seed that the server takes. */
export const MAX_SEED = 2 ** 32 - 1

const keyOf = (path: string[]): string => {
  const key = path.join('.')
  return RESERVED.has(key) ? `p.${key}` : key
}

export function presetParams(known: Known, slug: string | null): JsonObject {
  const preset = known.presets.find((item) => item.slug === slug)
  return preset ? completed(known.controls, overlay(known.defaults, preset.params)) : known.defaults
}

export function toQuery(state: PageState, known: Known): string {
  const query = new URLSearchParams()
  if (state.preset) query.set('preset', state.preset)
  const base = presetParams(known, state.preset)
  writeDifference(query, known.controls, state.params, base)
  if (state.seed !== 0) query.set('seed', String(state.seed))
  if (state.run) query.set('run', state.run)
  if (state.run && state.step !== null) query.set('step', String(state.step))
  const { hide, lock, present } = state.arrangement
  if (hide.length > 0) query.set('hide', hide.join(','))
  if (lock.length > 0) query.set('lock', lock.join(','))
  if (present) query.set('present', 'true')
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%3A', ':')
  return text ? `?${text}` : ''
}

function writeDifference(
  query: URLSearchParams,
  controls: Control[],
  params: JsonObject,
  base: JsonObject,
): void {
  for (const control of controls) {
    const value = valueAt(params, control.path)
    const usual = valueAt(base, control.path)
    if (value === undefined || sameJson(value, usual)) continue
    if (control.type === 'group') {
      writeDifference(query, control.controls, params, base)
    } else if (control.type === 'union') {
      const variant = control.variants.find((item) => isObject(value) && item.value === value['kind'])
      if (!variant) continue
      const switched = !isObject(usual) || usual['kind'] !== variant.value
      if (switched) query.set(keyOf([...control.path, 'kind']), variant.value)
      const start = switched ? withValue(base, control.path, variant.initial) : base
      writeDifference(query, variant.controls, params, start)
    } else {
      query.set(keyOf(control.path), control.type === 'rows' ? encodeRows(control, value) : encode(value))
    }
  }
}

/** An address names only what differs from a new row; `-` is a row that differs in nothing. */
const SAME_ROW = '-'

function encodeRows(control: RowsModel, value: Json): string {
  const rows = Array.isArray(value) ? value.filter(isObject) : []
  const written = (row: JsonObject): string =>
    Object.entries(row)
      .filter(([name, item]) => !sameJson(item, control.initial[name]))
      .map(([name, item]) => `${name}:${encodeURIComponent(String(item))}`)
      .join(',') || SAME_ROW
  return rows.map(written).join(';')
}

function decodeRows(control: RowsModel, text: string): Json | undefined {
  if (text === '') return []
  const rows: JsonObject[] = []
  for (const part of text.split(';')) {
    const row = { ...control.initial }
    for (const field of part === SAME_ROW ? [] : part.split(',')) {
      const [name = '', ...rest] = field.split(':')
      const member = control.controls.find((item) => item.path.at(-1) === name)
      const value = member ? decode(member, decoded(rest.join(':'))) : undefined
      if (value === undefined) return undefined
      row[name] = value
    }
    rows.push(row)
  }
  return rows
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function encode(value: Json): string {
  if (isPairList(value)) return value.map((pair) => pair.join(',')).join(';')
  if (isNumberList(value)) return value.join(',')
  return String(value)
}

/** The state an address asks for, and the keys in it that were dropped because they mean nothing or are not allowed. */
export function fromQuery(text: string, known: Known): { state: PageState; dropped: string[] } {
  const query = new URLSearchParams(text.slice(0, 100_000))
  const dropped: string[] = []
  const taken = new Set<string>()
  const take = (key: string): string | null => {
    taken.add(key)
    return query.get(key)
  }

  const presetText = take('preset')
  const preset = known.presets.some((item) => item.slug === presetText) ? presetText : null
  if (presetText !== null && preset === null) dropped.push('preset')

  let params = presetParams(known, preset)
  const read = (control: Control): void => {
    if (control.type === 'group') {
      control.controls.forEach(read)
    } else if (control.type === 'union') {
      const key = keyOf([...control.path, 'kind'])
      const kind = take(key)
      const current = valueAt(params, control.path)
      const chosen = control.variants.find((variant) => variant.value === kind)
      if (kind !== null && !chosen) dropped.push(key)
      if (chosen && !(isObject(current) && current['kind'] === kind)) {
        params = withValue(params, control.path, chosen.initial)
      }
      const now = valueAt(params, control.path)
      control.variants
        .find((variant) => isObject(now) && variant.value === now['kind'])
        ?.controls.forEach(read)
    } else {
      const key = keyOf(control.path)
      const raw = take(key)
      if (raw === null) return
      const value = decode(control, raw)
      if (value !== undefined && allowed(control, value)) params = withValue(params, control.path, value)
      else dropped.push(key)
    }
  }
  known.controls.forEach(read)

  const seed = wholeNumber(take('seed'), MAX_SEED)
  if (seed === undefined) dropped.push('seed')
  const runText = take('run')
  const run = runText !== null && /^[\w-]{1,64}$/.test(runText) ? runText : null
  if (runText !== null && run === null) dropped.push('run')
  const step = wholeNumber(take('step'), Number.MAX_SAFE_INTEGER)
  if (step === undefined) dropped.push('step')
  const presentText = take('present')
  if (presentText !== null && presentText !== 'true') dropped.push('present')
  const arrangement = {
    hide: namesOf(take('hide'), known.controls, true, dropped),
    lock: namesOf(take('lock'), known.controls, false, dropped),
    present: presentText === 'true',
  }

  for (const key of new Set(query.keys())) if (!taken.has(key)) dropped.push(key)
  return { state: { params, seed: seed ?? 0, preset, run, step: step ?? null, arrangement }, dropped }
}

/** null when absent, undefined when it is no whole number in range. */
function wholeNumber(text: string | null, max: number): number | null | undefined {
  if (text === null) return null
  if (!/^\d{1,16}$/.test(text) || Number(text) > max) return undefined
  return Number(text)
}

const numeric = (text: string): number =>
  /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : NaN

function decode(control: Control, text: string): Json | undefined {
  switch (control.type) {
    case 'number':
      if (text === 'null') return null
      return numeric(text)
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'choice':
      return text
    case 'text':
      return text === 'null' ? null : text
    case 'numbers':
      return text === '' ? [] : text.split(',').map(numeric)
    case 'pairs':
      return text === '' ? [] : text.split(';').map((pair) => pair.split(',').map(numeric))
    case 'rows':
      return decodeRows(control, text)
    case 'union':
    case 'group':
      return undefined
  }
}

/** A control's title for each dropped key that belongs to one. */
function nameOf(key: string, known: Known): Control | null {
  const path = key.replace(/^p\./, '').replace(/\.kind$/, '')
  return flatten(known.controls).find((control) => control.path.join('.') === path) ?? null
}

/** What an address held that means nothing here, in words. */
export function droppedText(keys: string[], known: Known): string {
  const names = keys.slice(0, 4).map((key) => {
    const control = nameOf(key, known)
    return control ? say(control.title) : key.slice(0, 24)
  })
  const list = names.join(', ') + (keys.length > 4 ? ' …' : '')
  return t(keys.length === 1 ? 'dropped_one' : 'dropped_many', { names: list })
}
