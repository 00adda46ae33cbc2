import { describe, expect, it } from 'vitest'
import type { PlotFigure } from '../../api/types'
import { floats } from '../fixture'
import { drawingOf } from './figure'
import { legendOf } from './legend'
import { Merger } from './merge'
import { plotSentences } from './sentences'

describe('Merger', () => {
  const arrays = { 'line.x': floats([1, 2]), 'line.marker.color': floats([3, 4]), 'other.y': floats([0]) }

  it('puts arrays at their paths and says whether anything changed', () => {
    const merger = new Merger([{ uid: 'line', marker: { size: 3 } }])
    expect(merger.apply(arrays)).toBe(true)
    expect(merger.traces).toEqual([
      { uid: 'line', marker: { size: 3, color: arrays['line.marker.color'] }, x: arrays['line.x'] },
    ])
    const before = merger.traces
    expect(merger.apply({ ...arrays, 'line.x': { ...arrays['line.x'] } })).toBe(false)
    expect(merger.traces).toBe(before)
    expect(merger.apply({ 'line.x': floats([5]) })).toBe(true)
  })

  it('replaces an empty array by one that Plotly takes for empty', () => {
    const merger = new Merger([{ uid: 'a' }])
    merger.apply({ 'a.x': floats([]) })
    expect(merger.traces).toEqual([{ uid: 'a', x: [] }])
  })
})

const figure: PlotFigure = {
  kind: 'plotly',
  notes: [],
  title: { en: '', zh: '' },
  caption: { en: '', zh: '' },
  alt: { en: '', zh: '' },
  max_rate: 30,
  linked: null,
  gestures: [],
  figure: {
    data: [
      {
        uid: 'a',
        type: 'scatter',
        mode: 'lines',
        name: { en: 'loss', zh: '损失' },
        meta: { paint: { line: 'accent', fillcolor: 'class-1/20' } },
      },
      {
        uid: 'b',
        type: 'scatter',
        mode: 'markers',
        name: { en: 'best', zh: '最优' },
        marker: { symbol: 'star' },
        meta: { paint: { marker: 'good' } },
      },
      {
        uid: 'c',
        type: 'contour',
        name: { en: 'map', zh: '图' },
        meta: { paint: { colorscale: 'sequential' } },
      },
    ],
    layout: { xaxis: { title: { text: { en: 'step', zh: '步' } } } },
  },
}
const palette = { accent: '#112233', 'class-1': '#445566', good: '#0a0', surface: '#fff', ink: '#000' }

describe('drawingOf', () => {
  const drawing = drawingOf(figure, 'zh', palette)

  it('takes one language and the colours of the roles', () => {
    expect(drawing.data[0]).toMatchObject({
      name: '损失',
      line: { color: '#112233' },
      fillcolor: 'rgba(68,85,102,0.2)',
    })
    expect(drawing.data[1]).toMatchObject({ marker: { symbol: 'star', color: '#0a0' } })
    expect(drawing.data[2]?.['colorscale']).toHaveLength(4)
    expect(drawing.layout).toMatchObject({ annotations: [{ name: 'title.xaxis', text: '步' }] })
  })

  it('lets marks, lines and words grow with the type of the page', () => {
    const trace = {
      uid: 'a',
      marker: { size: 10, line: { width: 2 } },
      line: { width: 3 },
      textfont: { size: 12 },
    }
    const large = drawingOf({ ...figure, figure: { data: [trace], layout: {} } }, 'en', palette, 24)
    expect(large.data[0]).toEqual({
      uid: 'a',
      marker: { size: 15, line: { width: 3 } },
      line: { width: 4.5 },
      textfont: { size: 18 },
    })
  })

  it('names the axis across above its numbers, in a low picture beside them', () => {
    const shift = (low: boolean): unknown => drawingOf(figure, 'en', palette, 16, low).layout['annotations']
    expect(shift(false)).toMatchObject([{ yshift: 24 }])
    expect(shift(true)).toMatchObject([{ yshift: 0 }])
  })

  it('makes a legend of the traces that need telling apart', () => {
    expect(legendOf(drawing.data, drawing.layout)).toEqual([])
    expect(legendOf(drawing.data, {})).toEqual([
      { uid: 'a', name: '损失', color: '#112233', shape: 'line' },
      { uid: 'b', name: '最优', color: '#0a0', shape: 'star' },
    ])
    const shapes = ['x', 'diamond', 'circle-open', 'circle'].map((symbol) => {
      const marked = drawing.data.map((trace) => ({ ...trace, mode: 'markers', marker: { symbol } }))
      return legendOf(marked, {})[0]?.shape
    })
    expect(shapes).toEqual(['cross', 'diamond', 'ring', 'dot'])
  })
})

it('says a picture in numbers', () => {
  expect(plotSentences(figure, { 'a.y': floats([2, NaN, 0.5, NaN]) }, 'en')).toEqual([
    'loss: 2 values from 0.500 to 2, last 0.500',
  ])
  expect(plotSentences(figure, { 'a.y': floats([NaN, 0.5]) }, 'zh')).toEqual(['损失：0.500'])
  const plain = { ...figure, figure: { ...figure.figure, data: [{ uid: 'a' }] } }
  expect(plotSentences(plain, { 'a.y': floats([2, 1]) }, 'en')).toEqual([])
})
