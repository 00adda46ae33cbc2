import { describe, expect, it } from 'vitest'
import { isObject } from '../api/guards'
import { defaults, schema } from './fixture'
import { flatten, incomplete, rowControls, shown, type RowsModel } from './model'
import { controlsOf } from './schema'
import { allowed, rowOptions, valueAt, withValue } from './values'

const controls = controlsOf(schema)
const named = (name: string) => {
  const found = flatten(controls).find((control) => control.path.join('.') === name)
  if (!found) throw new Error(`no control ${name}`)
  return found
}

describe('controlsOf', () => {
  it('finds a control for every parameter, in order', () => {
    expect(controls.map((control) => [control.path[0], control.type])).toEqual([
      ['lr', 'number'],
      ['basis', 'union'],
      ['clip', 'number'],
      ['scaling', 'switch'],
      ['penalty', 'choice'],
      ['strength', 'number'],
      ['layers', 'numbers'],
      ['points', 'pairs'],
      ['inner', 'group'],
      ['racers', 'rows'],
      ['step', 'number'],
    ])
  })

  it('reads bounds, scale and both languages', () => {
    expect(named('lr')).toMatchObject({
      bounds: { min: 0, max: 10, openMin: true, openMax: false, integer: false },
      scale: 'log',
      change: 'live',
      symbol: 'α',
      title: { en: 'Learning rate', zh: '学习率' },
    })
  })

  it('reads a nullable number', () => {
    expect(named('clip')).toMatchObject({ nullable: true, bounds: { min: 0, max: 5 } })
  })

  it('gives a union its kinds, their controls and their defaults', () => {
    expect(named('basis')).toMatchObject({
      variants: [
        { value: 'line', label: { zh: '直线' }, initial: { kind: 'line' } },
        { value: 'poly', initial: { kind: 'poly', degree: 3 } },
      ],
    })
    expect(named('basis.degree')).toMatchObject({ change: 'structural', bounds: { integer: true } })
  })

  it('hands the change down to members that do not name their own', () => {
    expect(named('inner').change).toBe('live')
    expect(named('inner.alpha').change).toBe('view')
  })
})

it('knows what has to be fetched for an option, of a choice and of a union', () => {
  const hint = {
    options: { line: { en: 'L', zh: '线' } },
    assets: { poly: 'glove', ridge: 'mnist', line: 7 },
  }
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const hinted = (name: string) => {
    const node = properties[name]
    return isObject(node) ? { ...node, 'x-lossland': hint } : (node ?? null)
  }
  const [basis, penalty] = controlsOf({
    ...schema,
    properties: { basis: hinted('basis'), penalty: hinted('penalty') },
  })
  if (basis?.type !== 'union' || penalty?.type !== 'choice') throw new Error('neither')
  expect(basis.variants.map(({ value, label, asset }) => [value, label.zh, asset])).toEqual([
    ['line', '线', undefined],
    ['poly', 'Poly', 'glove'],
  ])
  expect(penalty.options.map(({ value, asset }) => [value, asset])).toEqual([
    ['none', undefined],
    ['ridge', 'mnist'],
  ])
})

it('shows a control only where its condition holds', () => {
  expect(shown(named('strength'), defaults)).toBe(false)
  expect(shown(named('strength'), { ...defaults, penalty: 'ridge' })).toBe(true)
})

it('shows a control of a place in a list only where the list reaches it', () => {
  const control = { ...named('lr'), when: { 'layers.2': ['*'] } }
  expect(shown(control, { layers: [8, 8] })).toBe(false)
  expect(shown(control, { layers: [8, 8, 4] })).toBe(true)
})

it('never shows what only a picture sets', () => {
  const [control] = controlsOf({ properties: { unit: { type: 'integer', 'x-lossland': { hidden: true } } } })
  expect(control && shown(control, {})).toBe(false)
})

it('knows when only the user can give what is missing', () => {
  const upload = controlsOf({ properties: { table: { type: 'string', format: 'table' } } })
  expect(incomplete(upload, {})).toBe(true)
  expect(incomplete(upload, { table: 'a'.repeat(64) })).toBe(false)
})

it('lists the rows that a number is a place in', () => {
  const racer = { type: 'integer', minimum: 1, maximum: 3, 'x-lossland': { row_of: 'racers' } }
  const properties = isObject(schema['properties']) ? { ...schema['properties'], racer } : {}
  const control = controlsOf({ ...schema, properties }).find((one) => one.path[0] === 'racer')
  if (control?.type !== 'number' || !control.rowOf) throw new Error('no list')
  const params = { racers: [{ method: 'adam' }, { method: 'sgd' }, { method: 'adam' }] }
  expect(rowOptions(control.rowOf, params).map(({ value, label }) => [value, label.en])).toEqual([
    ['1', '1 adam'],
    ['2', '2 sgd'],
    ['3', '3 adam'],
  ])
  expect(named('step')).toMatchObject({ rowOf: null })
})

describe('a list of objects', () => {
  const rows = (): RowsModel => {
    const control = named('racers')
    if (control.type !== 'rows') throw new Error(control.type)
    return control
  }

  it('has the controls of a row, a new row and its length', () => {
    expect(rows()).toMatchObject({ minItems: 1, maxItems: 3, initial: { method: 'sgd', alpha: null } })
    expect(
      rowControls(rows(), 2).map((control) => [control.path.join('.'), control.type, control.change]),
    ).toEqual([
      ['racers.2.method', 'choice', 'structural'],
      ['racers.2.alpha', 'number', 'live'],
    ])
  })

  it('shows a control of a row by that row', () => {
    const alpha = rowControls(rows(), 0)[1]
    if (!alpha) throw new Error('no alpha')
    expect(shown(alpha, { method: 'sgd', alpha: null })).toBe(false)
    expect(shown(alpha, { method: 'adam', alpha: null })).toBe(true)
  })

  it('reads and writes a value inside of a row', () => {
    const params = withValue(
      { racers: [{ method: 'sgd' }, { method: 'adam' }] },
      ['racers', '1', 'alpha'],
      0.5,
    )
    expect(params).toEqual({ racers: [{ method: 'sgd' }, { method: 'adam', alpha: 0.5 }] })
    expect(valueAt(params, ['racers', '1', 'alpha'])).toBe(0.5)
    expect(valueAt(params, ['racers', '7', 'alpha'])).toBeUndefined()
  })

  it('allows only whole rows with allowed values', () => {
    const good = { method: 'adam', alpha: 0.1 }
    expect(allowed(rows(), [good])).toBe(true)
    expect(allowed(rows(), [])).toBe(false)
    expect(allowed(rows(), [good, good, good, good])).toBe(false)
    expect(allowed(rows(), [{ method: 'adam' }])).toBe(false)
    expect(allowed(rows(), [{ method: 'lion', alpha: null }])).toBe(false)
    expect(allowed(rows(), [{ method: 'sgd', alpha: 11 }])).toBe(false)
  })
})
