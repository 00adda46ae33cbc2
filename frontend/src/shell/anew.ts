import { sameJson } from '../api/guards'
import type { JsonObject, Preset } from '../api/types'
import { language, say } from '../base/language.svelte'
import type { Control } from '../controls/model'
import { valueAt } from '../controls/values'
import { presetParams, type Known } from './url'

/** What the page shows of a lab's parameters. */
interface Chosen {
  readonly known: Known
  readonly controls: Control[]
  readonly params: JsonObject
  readonly preset: string | null
  readonly presetNow: Preset | undefined
  presetParams(slug: string): JsonObject
}

/** Whether everything that shapes the start is still as the preset (or the defaults) has it. */
export function sameStart(session: Chosen): boolean {
  const base = presetParams(session.known, session.preset)
  return session.controls.every(
    ({ change, path }) =>
      change !== 'structural' || sameJson(valueAt(session.params, path), valueAt(base, path)),
  )
}

/** What of these parameters needs a new start: the preset, if it is what changed, else the controls; null for nothing. */
export function anewFor(session: Chosen, keys: string[]): string | null {
  const anew = session.controls.filter(
    ({ change, path }) => change === 'structural' && keys.includes(path[0] ?? ''),
  )
  if (anew.length === 0) return null
  const preset = session.presetNow
  if (preset && sameJson(session.presetParams(preset.slug), session.params)) return say(preset.title)
  return new Intl.ListFormat(language.current).format(anew.map(({ title }) => say(title)))
}
