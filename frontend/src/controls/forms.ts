import type { JsonObject } from '../api/types'
import { evaluate } from '../base/expression'
import type { Form } from '../base/formulas.svelte'
import { flatten, met, type Control } from './model'
import { clamp, valueAt, withValue } from './values'

/**
 * The same experiment written in the other form: the library's momentum is a sum where the course's is an average, so
 * its rate is smaller for the same steps. Labs without two forms stay as they are.
 */
export function inForm(controls: Control[], params: JsonObject, form: Form): JsonObject {
  if (!('form' in params) || params['form'] === form) return params
  let result: JsonObject = { ...params, form }
  for (const control of flatten(controls)) {
    const value = valueAt(params, control.path)
    if (control.type !== 'number' || typeof value !== 'number' || !control.library) continue
    if (!met(control.library.when, params)) continue
    const factor = evaluate(control.library.factor, params)
    const other = form === 'library' ? value * factor : value / factor
    if (Number.isFinite(other)) {
      result = withValue(result, control.path, clamp(Number(other.toPrecision(6)), control.bounds))
    }
  }
  return result
}
