// What the page's controls can send, and what they hold to be allowed. Run in frontend/.
//
// stdin: {schemas, defaults}, each by slug; stdout: by slug [{path, params, value, reached, allowed}], where `params` are
// all that would be sent with that value. Those `reached` are at a stop of a slider; the others lie around the bounds.
import { text } from 'node:stream/consumers'
import { runnerImport } from 'vite'

const load = async (file) => (await runnerImport(`./src/controls/${file}.ts`, { logLevel: 'error' })).module
const { controlsOf } = await load('schema')
const { rowControls } = await load('model')
const { stops, toValue } = await load('scale')
const { allowed, overlay, valueAt, withValue } = await load('values')

const EMOJI = '\u{1F600}'

/** Each control with the parameters that show it. */
function* placed(controls, params) {
  for (const control of controls) {
    if (control.type === 'group') yield* placed(control.controls, params)
    else if (control.type === 'union')
      for (const variant of control.variants)
        yield* placed(variant.controls, withValue(params, control.path, variant.initial))
    else {
      yield [control, params]
      if (control.type === 'rows') {
        const row = overlay(control.initial, valueAt(params, control.path)?.[0] ?? {})
        const rows = Array(Math.max(1, control.minItems)).fill(row)
        yield* placed(rowControls(control, 0), withValue(params, control.path, rows))
      }
    }
  }
}

function reached({ type, bounds, scale }) {
  if (type !== 'number') return []
  const last = stops(bounds, scale)
  return Array.from({ length: last + 1 }, (_, i) => toValue(i / last, bounds, scale))
}

function numbers({ min, max, multiple }) {
  const tiny = (max - min) * 1e-3
  const around = [min, max].flatMap((x) => [x - 1, x - tiny, x, x + tiny, x + 1])
  return [...around, (min + max) / 2, min + multiple / 2, min + multiple, 0, -0.5, 1e300]
}

function values(control, value) {
  switch (control.type) {
    case 'number':
      return [null, ...numbers(control.bounds)]
    case 'switch':
      return [true, false, null, 1]
    case 'choice':
      return [...control.options.map((option) => option.value), 'another', null]
    case 'text':
      return [
        null,
        '',
        'x',
        ...['x', EMOJI].flatMap((x) => [0, 1].map((more) => x.repeat(control.maxLength + more))),
      ]
    case 'numbers':
      return [
        ...numbers(control.bounds[0]).map((x) => [x]),
        ...[control.minItems - 1, control.minItems, control.maxItems, control.maxItems + 1]
          .filter((n) => n >= 0)
          .map((n) => Array(n).fill(value?.[0] ?? 1)),
      ]
    case 'pairs':
      return control.bounds.flatMap((bounds, axis) =>
        numbers(bounds).map((x) => value.map((pair, i) => (i ? pair : pair.with(axis, x)))),
      )
    case 'rows':
      return [control.minItems - 1, control.minItems, control.maxItems, control.maxItems + 1]
        .filter((n) => n >= 0)
        .map((n) => Array(n).fill(overlay(control.initial, value?.[0] ?? {})))
  }
}

const { schemas, defaults } = JSON.parse(await text(process.stdin))
const found = {}
for (const [slug, schema] of Object.entries(schemas)) {
  found[slug] = []
  for (const [control, params] of placed(controlsOf(schema), defaults[slug])) {
    const { path } = control
    const note = (value, reached) =>
      found[slug].push({
        path,
        params: withValue(params, path, value),
        value,
        reached,
        allowed: allowed(control, value),
      })
    for (const value of reached(control)) note(value, true)
    for (const value of values(control, valueAt(params, path))) note(value, false)
  }
}
process.stdout.write(JSON.stringify(found))
