import { describe, expect, it } from 'vitest'
import { archiveOf, lackOf, type Taught } from './taught'
import { crc32, zipped } from './zip'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const taught = (id: number, name: string, shots: number): Taught => ({
  id,
  name,
  shots: Array.from({ length: shots }, (_, at) => ({ id: at, picture: new Blob(['x']), address: '' })),
})

describe('a zip', () => {
  it('has the checksum that the standard gives for its check text', () => {
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926)
  })

  it('holds its files as they are, listed once more at its end', async () => {
    const whole = new Uint8Array(await zipped([{ name: '猫/1', content: bytes('hello') }]).arrayBuffer())
    const text = new TextDecoder('latin1').decode(whole)
    expect(text.match(/PK\x03\x04/g)).toHaveLength(1)
    expect(text.match(/PK\x01\x02/g)).toHaveLength(1)
    expect(text.indexOf('hello')).toBe(30 + bytes('猫/1').length)
    const end = new DataView(whole.buffer, whole.length - 22)
    expect(end.getUint32(0, true)).toBe(0x06054b50)
    expect(end.getUint16(10, true)).toBe(1)
    expect(end.getUint32(16, true)).toBe(30 + bytes('猫/1').length + 5)
  })
})

describe('classes', () => {
  it('need names of their own and two pictures each', () => {
    expect(lackOf([taught(1, 'a', 2), taught(2, '猫', 2)])).toBe(null)
    expect(lackOf([taught(1, 'a', 2), taught(2, ' a', 2)])).toBe('same')
    for (const name of ['', '  ', '.a', 'a/b', 'a\\b', 'a\nb'])
      expect(lackOf([taught(1, 'x', 2), taught(2, name, 2)])).toBe('names')
    expect(lackOf([taught(1, 'a', 2), taught(2, 'b', 1)])).toBe('few')
    expect(lackOf([taught(1, 'a', 2)])).toBe('few')
  })

  it('are sent as one file', async () => {
    const file = await archiveOf([taught(1, ' a ', 2), taught(2, 'b', 2)])
    expect(file.name).toBe('a, b.zip')
    const text = new TextDecoder('latin1').decode(await file.arrayBuffer())
    for (const path of ['a/1', 'a/2', 'b/1', 'b/2']) expect(text).toContain(path)
  })
})
