import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../api/types'
import { controlsOf } from '../schema'
import type { UnionModel } from '../model'
import { isPicture } from '../model'
import { pictureOf, sentAs, shippedAs, shippedNames } from './picture'

const schema: JsonObject = {
  type: 'object',
  properties: {
    picture: {
      oneOf: [
        {
          type: 'object',
          properties: {
            kind: { const: 'shipped', type: 'string' },
            name: { enum: ['cat', 'coins'], type: 'string', default: 'cat' },
          },
        },
        {
          type: 'object',
          properties: {
            kind: { const: 'sent', type: 'string' },
            image: { type: 'string', format: 'image', pattern: '^[0-9a-f]{64}$' },
          },
        },
      ],
      discriminator: { propertyName: 'kind' },
      default: { kind: 'shipped', name: 'cat' },
    },
  },
}
const found = controlsOf(schema).find((one): one is UnionModel => one.type === 'union')

describe('a picture as a parameter', () => {
  it('is told by a member that is an uploaded picture', () => {
    expect(found && isPicture(found)).toBe(true)
  })

  it('is read and written by what ships or by the id of what was sent', () => {
    if (!found) throw new Error('no union')
    expect(shippedNames(found).map(({ value }) => value)).toEqual(['cat', 'coins'])
    expect(pictureOf(found, { kind: 'shipped', name: 'coins' })).toBe('coins')
    expect(pictureOf(found, { kind: 'sent', image: 'ab' })).toBe('ab')
    expect(pictureOf(found, { kind: 'other' })).toBe('')
    expect(shippedAs(found, 'coins')).toEqual({ kind: 'shipped', name: 'coins' })
    expect(sentAs(found, 'ab')).toEqual({ kind: 'sent', image: 'ab' })
  })
})
