import type { FieldMap } from './field'
import type { FieldFigure } from '../../api/types'

/** Where two maps of a field give different answers: 1 there, 0 elsewhere, in the maps' own order; null if they do not fit. */
export function differences(a: FieldMap, b: FieldMap, scale: FieldFigure['scale']): Uint8Array | null {
  if (a.width !== b.width || a.height !== b.height) return null
  const side = scale === 'classes' ? (value: number) => value : (value: number) => (value > 127 ? 1 : 0)
  return Uint8Array.from(a.values, (value, index) => (side(value) === side(b.values[index] ?? 0) ? 0 : 1))
}

export const shareOf = (mask: Uint8Array): number =>
  mask.reduce((sum, one) => sum + one, 0) / (mask.length || 1)
