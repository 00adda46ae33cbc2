import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../api/types'
import { inForm } from './forms'
import { controlsOf } from './schema'

const schema: JsonObject = {
  type: 'object',
  properties: {
    optimizer: { enum: ['adam', 'momentum'], type: 'string', default: 'adam' },
    beta: { type: 'number', minimum: 0, maximum: 0.999, default: 0.9 },
    lr: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 2,
      default: 0.5,
      'x-lossland': { library: { factor: '1 - p.beta', when: { optimizer: ['momentum'] } } },
    },
    l2: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0,
      'x-lossland': { library: { factor: '2', when: null } },
    },
    form: { enum: ['course', 'library'], type: 'string', default: 'course' },
  },
}
const controls = controlsOf(schema)
const course = { optimizer: 'momentum', beta: 0.95, lr: 0.5, l2: 0.003, form: 'course' }

describe('the two forms', () => {
  it('writes the same steps with the numbers of the library', () => {
    const library = inForm(controls, course, 'library')
    expect(library).toEqual({ ...course, lr: 0.025, l2: 0.006, form: 'library' })
    expect(inForm(controls, library, 'course')).toEqual(course)
  })

  it('leaves alone what does not depend on the form', () => {
    expect(inForm(controls, { ...course, optimizer: 'adam', l2: 0 }, 'library')).toMatchObject({
      lr: 0.5,
      l2: 0,
    })
    expect(inForm(controls, course, 'course')).toBe(course)
    const other: JsonObject = { lr: 0.5 }
    expect(inForm(controls, other, 'library')).toBe(other)
  })

  it('stays within the bounds', () => {
    expect(inForm(controls, { ...course, lr: 2, form: 'library' }, 'course')['lr']).toBe(2)
  })
})
