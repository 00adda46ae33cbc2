import { describe, expect, it } from 'vitest'
import type { AttentionFigure } from '../../api/types'
import { packed } from '../fixture'
import { moved, rowAt, rowSentence, sceneOf, strongest, topOf, weightText } from './attention'
import { attentionSentences } from './sentences'

const bytes = (text: string) => packed('u1', new TextEncoder().encode(text))
const text = { en: '', zh: '' }
const figure: AttentionFigure = {
  kind: 'attention',
  title: text,
  caption: text,
  alt: text,
  max_rate: 30,
  linked: null,
  rows: { en: 'English', zh: '英文' },
  columns: { en: 'French', zh: '法文' },
  maps: [{ en: 'head 1', zh: '头 1' }],
  across: null,
  sums: true,
  digits: 2,
  action: null,
  chosen: null,
}
const arrays = {
  weights: packed('f4', Float32Array.of(1, 0, 0, 0.25, 0.5, 0.25, 0, 0, 1, 0.125, 0.125, 0.75), '2,2,3'),
  rows: bytes('▁the\n▁house\n'),
  columns: bytes('▁la\n▁maison\n▁blanche\n'),
}

describe('attention maps', () => {
  const scene = sceneOf(arrays)!

  it('are read map by map, row by row', () => {
    expect([scene.maps, scene.T, scene.S]).toEqual([2, 2, 3])
    expect(rowAt(scene, 0, 1)).toEqual([0.25, 0.5, 0.25])
    expect(rowAt(scene, 1, 1)).toEqual([0.125, 0.125, 0.75])
    expect(scene.rows.map((word) => word.text)).toEqual(['the', 'house'])
  })

  it('are nothing without weights, and number the tokens that have no name', () => {
    expect(sceneOf({})).toBeNull()
    expect(sceneOf({ weights: packed('f4', new Float32Array(0), '0,4,4') })).toBeNull()
    const bare = sceneOf({ weights: packed('f4', new Float32Array(4), '1,2,2'), rows: bytes('a\n') })
    expect(bare?.rows.map((word) => word.text)).toEqual(['a', '2'])
  })

  it('say what a query takes, the most first, and that it sums to 1', () => {
    expect(rowSentence(scene, 0, 1, 2, 'en')).toBe('house → maison 0.50 · la 0.25 · blanche 0.25 · sum 1.00')
    expect(rowSentence(scene, 0, 0, 2, 'zh')).toBe('the → la 1 · 和 1.00')
    expect(strongest([0.1, NaN, 0.6, 0.3, 0], 2)).toEqual([2, 3])
    const said = attentionSentences(figure, arrays, 'en')
    expect(said[0]).toBe('Rows are English, columns French. Each row sums to 1.')
    expect(said[1]).toBe('2 maps of 2 rows and 3 columns')
    expect(attentionSentences(figure, {}, 'zh')).toEqual(['尚无注意力。'])
  })

  it('do not claim a sum of 1 where it is none', () => {
    const told = (...weights: number[]) =>
      attentionSentences(
        figure,
        { weights: packed('f4', Float32Array.from(weights), `1,1,${weights.length}`) },
        'en',
      )[0]
    expect(told(0.4223, 0)).toBe('Rows are English, columns French. Here not every row sums to 1.')
    expect(told(0.1, 0.2, 0.7)).toBe('Rows are English, columns French. Each row sums to 1.')
    expect(told(NaN, NaN)).toBe('Rows are English, columns French. Each row sums to 1.')
  })

  it('say nothing of a sum where rows are no shares of 1, and colour them up to 1', () => {
    const gates = { ...figure, sums: false }
    expect(attentionSentences(gates, arrays, 'zh')[0]).toBe('行是英文，列是法文。')
    expect(rowSentence(scene, 0, 0, 2, 'en', 5, false)).toBe('the → la 1')
    expect(topOf(sceneOf({ weights: packed('f4', Float32Array.of(0.05), '1,1,1') })!, null, false)).toBe(1)
  })

  it('share a scale whose end is a round number that is not passed', () => {
    expect(topOf(scene)).toBe(1)
    const two = sceneOf({ weights: packed('f4', Float32Array.of(0.2, 0.8, 0.15, 0.05), '2,1,2') })!
    expect([topOf(two), topOf(two, 0), topOf(two, 1)]).toEqual([1, 1, 0.2])
    const pale = (...weights: number[]) =>
      topOf(sceneOf({ weights: packed('f4', Float32Array.from(weights), `1,1,${weights.length}`) })!)
    expect([pale(0.05), pale(0.1, NaN), pale(0.11), pale(0.3), pale(0.6), pale(NaN)]).toEqual([
      0.1, 0.1, 0.2, 0.5, 1, 0.1,
    ])
  })

  it('write weights short', () => {
    expect([0, 1, 0.4223, NaN].map((weight) => weightText(weight, 4))).toEqual(['0', '1', '0.4223', ''])
    expect([0.999, 0.0049, 0.0051].map((weight) => weightText(weight, 2))).toEqual(['1.00', '0', '0.01'])
  })

  it('are gone over with arrow keys, never beyond an edge', () => {
    expect(moved('ArrowDown', null, scene)).toEqual({ row: 0, column: 0 })
    expect(moved('ArrowDown', { row: 1, column: 2 }, scene)).toEqual({ row: 1, column: 2 })
    expect(moved('ArrowLeft', { row: 1, column: 2 }, scene)).toEqual({ row: 1, column: 1 })
    expect(moved('End', { row: 0, column: 0 }, scene)).toEqual({ row: 0, column: 2 })
    expect(moved('Home', { row: 1, column: 2 }, scene)).toEqual({ row: 1, column: 0 })
    expect(moved('a', null, scene)).toBeNull()
  })
})
