import { sameJson } from '../api/guards'
import { language, say } from '../base/language.svelte'
import { valueAt } from '../controls/values'
import type { LabSession } from './session.svelte'
import { presetParams } from './url'

/** Whether everything that shapes the start is still as the preset (or the defaults) has it. */
export function sameStart(session: LabSession): boolean {
  const base = presetParams(session.known, session.preset)
  return session.controls.every(
    ({ change, path }) =>
      change !== 'structural' || sameJson(valueAt(session.params, path), valueAt(base, path)),
  )
}

/** What of these parameters needs a new start: the preset, if it is what changed, else the controls; null for nothing. */
export function anewFor(session: LabSession, keys: string[]): string | null {
  const anew = session.controls.filter(
    ({ change, path }) => change === 'structural' && keys.includes(path[0] ?? ''),
  )
  if (anew.length === 0) return null
  const preset = session.presetNow
  if (preset && sameJson(session.presetParams(preset.slug), session.params)) return say(preset.title)
  return new Intl.ListFormat(language.current).format(anew.map(({ title }) => say(title)))
}
