import { describe, expect, it } from 'vitest'
import { defaults, schema } from '../controls/fixture'
import { controlsOf } from '../controls/schema'
import { withValue } from '../controls/values'
import { PLAIN } from '../controls/arrangement'
import { fromQuery, presetParams, toQuery, type Known, type PageState } from './url'

const known: Known = {
  defaults,
  controls: controlsOf(schema),
  presets: [{ slug: 'ridge', params: { penalty: 'ridge', basis: { kind: 'poly', degree: 9 } } }],
}
const start: PageState = {
  params: defaults,
  seed: 0,
  preset: null,
  run: null,
  step: null,
  arrangement: PLAIN,
}

describe('the address', () => {
  it('is empty for the defaults', () => expect(toQuery(start, known)).toBe(''))

  it.each<[string, PageState]>([
    ['?lr=0.3&seed=7', { ...start, params: { ...defaults, lr: 0.3 }, seed: 7 }],
    [
      '?basis.kind=poly&basis.degree=5',
      { ...start, params: { ...defaults, basis: { kind: 'poly', degree: 5 } } },
    ],
    ['?clip=2', { ...start, params: { ...defaults, clip: 2 } }],
    ['?layers=4,2', { ...start, params: { ...defaults, layers: [4, 2] } }],
    ['?layers=', { ...start, params: { ...defaults, layers: [] } }],
    [
      '?points=1,2;3,-4.5',
      {
        ...start,
        params: {
          ...defaults,
          points: [
            [1, 2],
            [3, -4.5],
          ],
        },
      },
    ],
    ['?inner.alpha=0.25', { ...start, params: withValue(defaults, ['inner', 'alpha'], 0.25) }],
    [
      '?hide=lr,page.lesson&lock=basis&present=true',
      { ...start, arrangement: { hide: ['lr', 'page.lesson'], lock: ['basis'], present: true } },
    ],
    [
      '?racers=-;method:adam,alpha:0.5',
      {
        ...start,
        params: {
          ...defaults,
          racers: [
            { method: 'sgd', alpha: null },
            { method: 'adam', alpha: 0.5 },
          ],
        },
      },
    ],
    ['?p.step=4', { ...start, params: { ...defaults, step: 4 } }],
    [
      '?scaling=false&run=ab_C-1&step=40',
      { ...start, params: { ...defaults, scaling: false }, run: 'ab_C-1', step: 40 },
    ],
    [
      '?preset=ridge',
      {
        ...start,
        params: { ...defaults, penalty: 'ridge', basis: { kind: 'poly', degree: 9 } },
        preset: 'ridge',
      },
    ],
    [
      '?preset=ridge&basis.degree=2',
      {
        ...start,
        params: { ...defaults, penalty: 'ridge', basis: { kind: 'poly', degree: 2 } },
        preset: 'ridge',
      },
    ],
  ])('%s is written and read back', (query, state) => {
    expect(toQuery(state, known)).toBe(query)
    expect(fromQuery(query, known)).toEqual({ state, dropped: [] })
  })

  it.each([
    ['?lr=NaN', 'lr'],
    ['?lr=1e999', 'lr'],
    ['?lr=0', 'lr'],
    ['?lr=11', 'lr'],
    ['?lr=0x10', 'lr'],
    ['?basis.kind=__proto__', 'basis.kind'],
    ['?basis.degree=5', 'basis.degree'],
    ['?scaling=1', 'scaling'],
    ['?penalty=<script>', 'penalty'],
    ['?layers=1.5', 'layers'],
    ['?layers=1,2,3,4,5', 'layers'],
    ['?points=1,2,3', 'points'],
    ['?seed=-1', 'seed'],
    ['?seed=99999999999', 'seed'],
    ['?preset=nothing', 'preset'],
    ['?run=../../etc', 'run'],
    ['?step=1.5', 'step'],
    ['?constructor=1', 'constructor'],
    ['?hide=constructor', 'constructor'],
    ['?lock=page.lesson', 'page.lesson'],
    ['?present=1', 'present'],
    ['?utm_source=x', 'utm_source'],
  ])('%s is dropped and named', (query, name) => {
    const { state, dropped } = fromQuery(query, known)
    expect(dropped).toEqual([name])
    expect(state.params).toEqual(defaults)
  })
})

it('fills in what a preset leaves out of another variant or of a row', () => {
  const presets = [{ slug: 'short', params: { basis: { kind: 'poly' }, racers: [{ method: 'adam' }] } }]
  expect(presetParams({ ...known, presets }, 'short')).toEqual({
    ...defaults,
    basis: { kind: 'poly', degree: 3 },
    racers: [{ method: 'adam', alpha: null }],
  })
})
