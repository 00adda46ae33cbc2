/** A zip of files that are not packed: pictures are packed already. Source: PKWARE, APPNOTE.TXT. */

export interface Packed {
  name: string
  content: Uint8Array
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let rest = n
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest
})

/** CRC-32, as a zip has it. */
export function crc32(content: Uint8Array): number {
  let sum = 0xffffffff
  for (const byte of content) sum = (TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
  return ~sum >>> 0
}

const UTF8 = 0x0800
/** 1 January 1980, the first day that a zip knows. */
const DAY = 0x21

/** Numbers of two or four bytes, the least significant first. */
function numbers(...parts: [value: number, bytes: 2 | 4][]): Uint8Array {
  const out: number[] = []
  for (const [value, bytes] of parts)
    for (let byte = 0; byte < bytes; byte++) out.push((value >>> (8 * byte)) & 0xff)
  return Uint8Array.from(out)
}

/** The whole zip. */
export function zipped(files: readonly Packed[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const listed: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (const { name, content } of files) {
    const path = new TextEncoder().encode(name)
    const size = content.length
    const told = numbers(
      [20, 2],
      [UTF8, 2],
      [0, 2],
      [0, 2],
      [DAY, 2],
      [crc32(content), 4],
      [size, 4],
      [size, 4],
      [path.length, 2],
      [0, 2],
    )
    const local = [numbers([0x04034b50, 4]), told, path, content].map((part) => new Uint8Array(part))
    const row = [
      numbers([0x02014b50, 4], [20, 2]),
      told,
      numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
      path,
    ]
    parts.push(...local)
    listed.push(...row.map((part) => new Uint8Array(part)))
    at += local.reduce((sum, part) => sum + part.length, 0)
  }
  const length = listed.reduce((sum, part) => sum + part.length, 0)
  const n = files.length
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [n, 2], [n, 2], [length, 4], [at, 4], [0, 2])
  return new Blob([...parts, ...listed, new Uint8Array(end)], { type: 'application/zip' })
}
