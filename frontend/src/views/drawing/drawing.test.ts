import { describe, expect, it } from 'vitest'
import { pack } from '../../api/arrays'
import type { DrawingFigure } from '../../api/types'
import type { Stroke } from '../../controls/picture/strokes'
import { actionOf, bestOf, bounded, isSame, readingOf, strokesOf } from './drawing'
import { drawingSentences } from './sentences'

const text = (en: string): { en: string; zh: string } => ({ en, zh: en })
const figure: DrawingFigure = {
  kind: 'drawing',
  title: text('Your digit'),
  caption: text(''),
  alt: text(''),
  max_rate: 30,
  linked: null,
  action: 'draw',
  classes: ['0', '1', '2'].map(text),
  seen: text('seen'),
  pen: 0.1,
  most_strokes: 3,
  most_points: 4,
}
const line = (n: number, from = 0): Stroke => ({
  width: 0.1,
  points: Array.from({ length: n }, (_, k) => [from + 0.02 * k, 0.5] as const),
})

describe('a drawing', () => {
  it('is read from points with NaN between strokes', () => {
    expect(strokesOf([0.1, 0.2, 0.3, 0.4, NaN, NaN, 0.5, 0.5], 0.1)).toEqual([
      {
        width: 0.1,
        points: [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
      },
      { width: 0.1, points: [[0.5, 0.5]] },
    ])
    expect(strokesOf([], 0.1)).toEqual([])
  })

  it('keeps within what is allowed: long strokes go on as others, and those too many are left out', () => {
    const long = bounded([line(9)], figure)
    expect(long.map(({ points }) => points.length)).toEqual([4, 4, 3])
    expect(long[0]?.points.at(-1)).toEqual(long[1]?.points[0])
    expect(bounded([line(2), line(2), line(2), line(2)], figure)).toHaveLength(3)
    expect(bounded([line(1)], figure)[0]?.points).toHaveLength(1)
  })

  it('leaves out points where the pen rests', () => {
    const still: Stroke = {
      width: 0.1,
      points: [
        [0.5, 0.5],
        [0.501, 0.5],
        [0.6, 0.5],
      ],
    }
    expect(bounded([still], figure)[0]?.points).toEqual([
      [0.5, 0.5],
      [0.6, 0.5],
    ])
  })

  it('is sent with few decimals, and known again', () => {
    const strokes: Stroke[] = [{ width: 0.1, points: [[1 / 3, 2 / 3]] }]
    const action = actionOf(strokes)
    expect(action).toEqual({ strokes: [[[0.3333, 0.6667]]] })
    expect(isSame(strokes, strokesOf([0.3333, 0.6667], 0.1))).toBe(true)
    expect(isSame(strokes, strokesOf([0.3333, 0.7], 0.1))).toBe(false)
    expect(isSame(strokes, [])).toBe(false)
    expect(isSame([], [])).toBe(true)
  })

  it('is told by the classes that are most probable', () => {
    const arrays = { probabilities: { ...pack([0.1, 0.7, 0.2]), shape: '3' } }
    expect(bestOf(readingOf(figure, arrays).probabilities)).toBe(1)
    expect(drawingSentences(figure, arrays, 'en')[0]).toContain('1: 70')
    expect(bestOf([])).toBe(-1)
    expect(drawingSentences(figure, {}, 'en')).toEqual([])
  })
})
