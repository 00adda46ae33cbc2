import type { Packed } from '../api/types'

/** Numbers as they travel. Used by tests. */
export function packed(dtype: string, numbers: ArrayBufferView, shape?: string): Packed {
  const bytes = new Uint8Array(numbers.buffer)
  return { dtype, bdata: btoa(String.fromCharCode(...bytes)), shape }
}

export const floats = (values: number[]): Packed => packed('f4', new Float32Array(values))
