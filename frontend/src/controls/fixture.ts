import type { JsonObject } from '../api/types'

/** A schema as pydantic writes it, with every kind of parameter. Used by tests. */
export const schema: JsonObject = {
  $defs: {
    Line: {
      type: 'object',
      title: 'Line',
      properties: { kind: { const: 'line', type: 'string', default: 'line' } },
    },
    Poly: {
      type: 'object',
      title: 'Poly',
      properties: {
        kind: { const: 'poly', type: 'string', default: 'poly' },
        degree: { type: 'integer', minimum: 1, maximum: 15, default: 3, title: 'Degree' },
      },
    },
    Racer: {
      type: 'object',
      properties: {
        method: {
          enum: ['sgd', 'adam'],
          type: 'string',
          default: 'sgd',
          'x-lossland': { change: 'structural' },
        },
        alpha: {
          anyOf: [{ type: 'number', exclusiveMinimum: 0, maximum: 10 }, { type: 'null' }],
          default: null,
          'x-lossland': { change: 'live', when: { method: ['adam'] } },
        },
      },
    },
    Inner: {
      type: 'object',
      properties: {
        alpha: { type: 'number', minimum: 0, maximum: 1, default: 0.5, 'x-lossland': { change: 'view' } },
      },
    },
  },
  type: 'object',
  properties: {
    lr: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 10,
      default: 0.05,
      title: 'Learning rate',
      'x-lossland': {
        change: 'live',
        scale: 'log',
        symbol: 'α',
        title: { en: 'Learning rate', zh: '学习率' },
      },
    },
    basis: {
      oneOf: [{ $ref: '#/$defs/Line' }, { $ref: '#/$defs/Poly' }],
      discriminator: { propertyName: 'kind' },
      default: { kind: 'line' },
      'x-lossland': { change: 'structural', options: { line: { en: 'Line', zh: '直线' } } },
    },
    clip: { anyOf: [{ type: 'number', minimum: 0, maximum: 5 }, { type: 'null' }], default: null },
    scaling: { type: 'boolean', default: true },
    penalty: { enum: ['none', 'ridge'], type: 'string', default: 'none', 'x-lossland': { change: 'live' } },
    strength: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0.1,
      'x-lossland': { change: 'live', when: { penalty: ['ridge'] } },
    },
    layers: {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 64 },
      maxItems: 4,
      default: [8, 8],
    },
    points: {
      type: 'array',
      items: {
        type: 'array',
        minItems: 2,
        maxItems: 2,
        prefixItems: [
          { type: 'number', minimum: -9, maximum: 9 },
          { type: 'number', minimum: -9, maximum: 9 },
        ],
      },
      maxItems: 3,
      default: [],
    },
    inner: {
      $ref: '#/$defs/Inner',
      default: { alpha: 0.5 },
      'x-lossland': { change: 'live', group: { en: 'G', zh: '组' } },
    },
    racers: {
      type: 'array',
      items: { $ref: '#/$defs/Racer' },
      minItems: 1,
      maxItems: 3,
      default: [{ method: 'sgd', alpha: null }],
      'x-lossland': { change: 'structural' },
    },
    step: { type: 'integer', minimum: 0, maximum: 9, default: 0 },
  },
}

export const defaults: JsonObject = {
  lr: 0.05,
  basis: { kind: 'line' },
  clip: null,
  scaling: true,
  penalty: 'none',
  strength: 0.1,
  layers: [8, 8],
  points: [],
  inner: { alpha: 0.5 },
  racers: [{ method: 'sgd', alpha: null }],
  step: 0,
}
