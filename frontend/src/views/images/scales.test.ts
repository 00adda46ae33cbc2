import { describe, expect, it } from 'vitest'
import { floats } from '../fixture'
import { scalesOf } from './scales'
import { tilesOf } from './tiles'
import { figureOf, text } from './fixture'
import type { ImagesFigure, ViewArrays } from '../../api/types'

const scale = (uid: string, colours: ImagesFigure['scales'][number]['colours'] = 'by_sign') => ({
  uid,
  title: text(uid),
  colours,
})
const shown = (shares: string[]): ImagesFigure => ({
  ...figureOf([...shares.keys()].map((at) => `t${at}`)),
  scales: [scale('pixels'), scale('outputs'), scale('weights', 'signed')],
})

function tiles(shares: (string | null)[], arrays: ViewArrays) {
  const figure = shown(shares.map(() => ''))
  return tilesOf(
    { ...figure, tiles: figure.tiles.map((tile, at) => ({ ...tile, shares: shares[at] ?? null })) },
    arrays,
  )
}
const line = (...values: number[]): ViewArrays[string] => ({ ...floats(values), shape: `1,${values.length}` })

describe('a scale that tiles share', () => {
  it('is their range, and tells negative values from positive ones where it holds some', () => {
    const found = tiles(['pixels', 'outputs'], {
      t0: line(0, 200),
      t1: line(-30, 30),
      'pixels.range': floats([0, 255]),
      'outputs.range': floats([-255, 255]),
      't1.range': floats([-1, 1]),
    })
    expect(found.map(({ scale, low, high }) => [scale, low, high])).toEqual([
      ['grey', 0, 255],
      ['signed', -255, 255],
    ])
    expect(scalesOf(found)).toMatchObject([
      { names: [{ en: 'pixels' }], colours: 'grey', low: 0, high: 255, below: false, above: false },
      { names: [{ en: 'outputs' }], colours: 'signed', low: -255, high: 255 },
    ])
  })

  it('is shown once, with all its names, and says what lies beyond its ends', () => {
    const arrays = {
      t0: line(0, 200),
      t1: line(3, 400),
      t2: line(-1, 2),
      'pixels.range': floats([0, 255]),
      'outputs.range': floats([0, 255]),
    }
    const found = scalesOf(tiles(['pixels', 'outputs', 'pixels'], arrays))
    expect(found).toMatchObject([
      { names: [{ en: 'pixels' }, { en: 'outputs' }], colours: 'grey', below: true, above: true },
    ])
    expect(scalesOf(tiles([null, null], arrays))).toEqual([])
  })

  it('shows sizes from 0 on where signs are left out', () => {
    const found = tiles(['outputs'], {
      t0: line(-300, 20),
      't0.absolute': floats([1]),
      'outputs.range': floats([-255, 255]),
    })
    expect(scalesOf(found)).toMatchObject([
      { colours: 'sequential', low: 0, high: 255, below: false, above: true },
    ])
  })
})
