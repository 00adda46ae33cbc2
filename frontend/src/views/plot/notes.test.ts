import { expect, it } from 'vitest'
import type { PlotFigure } from '../../api/types'
import { floats } from '../fixture'
import { notesOf } from './notes'

const text = (en: string): { en: string; zh: string } => ({ en, zh: en })
const figure: PlotFigure = {
  kind: 'plotly',
  title: text(''),
  caption: text(''),
  alt: text(''),
  max_rate: 30,
  linked: null,
  gestures: [],
  figure: { data: [], layout: {} },
  notes: [
    { uid: 'sum', text: text('area {area}'), role: 'ink', rows: [], missing: text(''), gone: text('') },
    {
      uid: 'rank',
      text: text('updates'),

      role: 'ink',
      rows: [
        { name: text('one'), role: 'class-0' },
        { name: text('two'), role: 'class-1' },
      ],
      missing: text('on its way'),
      gone: text('left'),
    },
  ],
}

it('puts the numbers of a frame into the words, and ranks what is ranked', () => {
  const arrays = { 'sum.area': floats([-2.5]), 'rank.order': floats([1, 0]), 'rank.value': floats([NaN, 59]) }
  const [sum, rank] = notesOf(figure, arrays, 'en')
  expect(sum?.text).toBe('area −2.50')
  expect(rank?.rows.map(({ name, value }) => [name, value])).toEqual([
    ['two', '59'],
    ['one', 'on its way'],
  ])
})

it('raises the exponent of a power', () => {
  const note = {
    uid: 'tiny',
    text: text('10^{power}'),
    role: 'ink',
    rows: [],
    missing: text(''),
    gone: text(''),
  }
  const [tiny] = notesOf({ ...figure, notes: [note] }, { 'tiny.power': floats([-70]) }, 'en')
  expect(tiny?.text).toBe('10⁻⁷⁰')
})

it('leaves out what a frame has no number for, and what it hides', () => {
  const uids = (arrays: Parameters<typeof notesOf>[1]): string[] =>
    notesOf(figure, arrays, 'en').map(({ uid }) => uid)
  expect(uids({ 'sum.area': floats([NaN]) })).toEqual(['rank'])
  expect(uids({ 'sum.area': floats([1]), 'rank.shown': floats([0]) })).toEqual(['sum'])
})
