import { expect, it } from 'vitest'
import { unpack } from './arrays'

it('unpacks the numbers of every type', () => {
  expect([...unpack({ dtype: 'u1', bdata: btoa('\x01\xff') })]).toEqual([1, 255])
  expect([...unpack({ dtype: 'i2', bdata: btoa('\xff\xff') })]).toEqual([-1])
})
