import type { JsonObject, NetworkFigure } from '../../api/types'
import type { Acted } from '../gestures'
import { weightOf, type Net, type NetLayout, type Ribbon } from './network'

/** A weight or a bias that the hand changes; `input` is null for a bias. */
export interface Handle {
  layer: number
  unit: number
  input: number | null
}

export function handleValue(net: Net, layout: NetLayout, { layer, unit, input }: Handle): number {
  return input === null ? (net.biases[layer - 1]?.[unit] ?? 0) : weightOf(net, layout, { layer, unit, input })
}

/** Puts a value in place until a frame brings it, so that the ribbon follows the hand. */
export function withValue(net: Net, layout: NetLayout, handle: Handle, value: number): Net {
  const copy = { ...net, weights: [...net.weights], biases: [...net.biases] }
  const list = handle.input === null ? copy.biases : copy.weights
  const row = Float32Array.from(list[handle.layer - 1] ?? [])
  const inputs = layout.columns[handle.layer - 1]?.count ?? 0
  row[handle.input === null ? handle.unit : handle.unit * inputs + handle.input] = value
  list[handle.layer - 1] = row
  return copy
}

/** The action that the lab offers for this; null where it offers none. What moves in the hand is held against training. */
export function actedOn(figure: NetworkFigure, handle: Handle, value: number, moving: boolean): Acted | null {
  const name = handle.input === null ? figure.bias_action : figure.weight_action
  if (name === null) return null
  const action: JsonObject = { layer: handle.layer, unit: handle.unit, value, held: moving }
  if (handle.input !== null) action['input'] = handle.input
  return { name, action, moving }
}

export function sameHandle(a: Handle | null, b: Handle | null): boolean {
  return a?.layer === b?.layer && a?.unit === b?.unit && a?.input === b?.input
}

export function isRibbon(handle: Handle): handle is Ribbon {
  return handle.input !== null
}
