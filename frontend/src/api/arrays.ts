import type { Packed, ViewArrays } from './types'

export type Numbers = Float64Array | Float32Array | Int32Array | Int16Array | Uint8Array

/** The numbers of a packed array, in row-major order. plotly.js decodes its own; curves and summaries use this. */
export function unpack(packed: Packed): Numbers {
  const text = atob(packed.bdata)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  switch (packed.dtype) {
    case 'f8':
      return new Float64Array(bytes.buffer)
    case 'f4':
      return new Float32Array(bytes.buffer)
    case 'i4':
      return new Int32Array(bytes.buffer)
    case 'i2':
      return new Int16Array(bytes.buffer)
    case 'u1':
      return bytes
    default:
      throw new RangeError(`unknown dtype ${packed.dtype}`)
  }
}

/** Numbers as an array travels. */
export function pack(values: ArrayLike<number>): Packed {
  const bytes = new Uint8Array(Float64Array.from(values).buffer)
  return { dtype: 'f8', bdata: btoa(String.fromCharCode(...bytes)) }
}

/** Whether two frames hold the same arrays under names that start so. */
export function sameArrays(a: ViewArrays, b: ViewArrays, prefix: string): boolean {
  const names = Object.keys(b).filter((name) => name.startsWith(prefix))
  return (
    names.length === Object.keys(a).filter((name) => name.startsWith(prefix)).length &&
    names.every((name) => a[name]?.bdata === b[name]?.bdata && a[name]?.shape === b[name]?.shape)
  )
}

/** The lowest and the highest of some numbers; not finite where there is none. */
export function rangeOf(values: Numbers): { low: number; high: number } {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}
