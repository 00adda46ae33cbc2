import { describe, expect, it } from 'vitest'
import {
  biasAt,
  biasSpot,
  draggedWeight,
  fitted,
  layNetwork,
  neighbour,
  progress,
  ribbonAt,
  ribbonEnds,
  ribbonsOf,
  ribbonWidth,
  unitAt,
  unitX,
  unitY,
  weightOf,
  type Net,
} from './network'
import { actedOn, handleValue, withValue } from './network-drag'
import { faintest, MOST_RIBBONS, paintSheet, sheetSize, tileAt } from './network-paint'
import type { NetworkFigure } from '../../api/types'

const ROOM = { left: 20, right: 20, top: 30, bottom: 6 }
const layout = layNetwork([2, 3, 1], 320, 240, ROOM)
const net: Net = {
  grip: null,
  weights: [Float32Array.of(1, -2, 0.1, 3, 0, -0.5), Float32Array.of(0.2, 4, -1)],
  biases: [Float32Array.of(0.1, -0.2, 0.3), Float32Array.of(2)],
  states: [],
}

describe('the layout of a network', () => {
  it('keeps every unit of eight layers of 64 inside, without overlap', () => {
    for (const width of [300, 350, 800]) {
      const wide = layNetwork([7, 64, 64, 64, 64, 64, 64, 64, 64, 10], width, 320, ROOM)
      wide.columns.forEach((column, index) => {
        expect(column.size).toBeLessThanOrEqual(column.pitch)
        expect(column.x - column.width / 2).toBeGreaterThanOrEqual(0)
        expect(column.x + column.width / 2).toBeLessThanOrEqual(width)
        expect(unitY(wide, column, 0) - column.size / 2).toBeGreaterThanOrEqual(ROOM.top)
        expect(unitY(wide, column, column.count - 1) + column.size / 2).toBeLessThanOrEqual(320)
        const next = wide.columns[index + 1]
        if (next) expect(next.x - next.width / 2).toBeGreaterThan(column.x + column.width / 2)
      })
    }
  })

  it('sets a wide layer in files, so that its maps can be seen', () => {
    const wide = layNetwork([2, 64, 64, 10], 510, 540, { left: 20, right: 60, top: 38, bottom: 35 })
    const column = wide.columns[1]
    if (!column) throw new Error('no layer')
    expect(column.size).toBeGreaterThan(14)
    const places = Array.from({ length: 64 }, (_, unit) => [unitX(column, unit), unitY(wide, column, unit)])
    places.forEach(([x = 0, y = 0], unit) =>
      places.slice(unit + 1).forEach(([u = 0, v = 0]) => {
        expect(Math.max(Math.abs(x - u), Math.abs(y - v))).toBeGreaterThanOrEqual(column.size)
      }),
    )
    expect(neighbour(wide, column.first, 'ArrowRight')).toBe(column.first + column.rows)
    expect(neighbour(wide, column.first, 'ArrowLeft')).toBe(0)
  })

  it('counts units over all layers', () => {
    expect(unitAt(layout.columns, 0)).toEqual({ layer: 0, unit: 0 })
    expect(unitAt(layout.columns, 4)).toEqual({ layer: 1, unit: 2 })
    expect(unitAt(layout.columns, 5)).toEqual({ layer: 2, unit: 0 })
    expect(unitAt(layout.columns, 6)).toBeNull()
  })

  it('leads the arrow keys to neighbours', () => {
    expect(neighbour(layout, 0, 'ArrowDown')).toBe(1)
    expect(neighbour(layout, 1, 'ArrowDown')).toBeNull()
    expect(neighbour(layout, 1, 'ArrowRight')).toBe(4)
    expect(neighbour(layout, 3, 'ArrowRight')).toBe(5)
    expect(neighbour(layout, 5, 'ArrowRight')).toBeNull()
    expect(neighbour(layout, 5, 'ArrowLeft')).toBe(3)
    expect(neighbour(layout, 3, 'End')).toBe(4)
  })

  it('shortens a title to its number where it does not fit', () => {
    expect(fitted('Layer 3', 80)).toBe('Layer 3')
    expect(fitted('Layer 3', 30)).toBe('3')
    expect(fitted('第 3 层', 20)).toBe('3')
    expect(fitted('tanh', 20)).toBe('')
  })
})

describe('ribbons', () => {
  it('run level out of one unit and into the next', () => {
    expect(progress(0)).toBeCloseTo(0)
    expect(progress(0.5)).toBeCloseTo(0.5)
    expect(progress(1)).toBeCloseTo(1)
    expect(progress(0.1)).toBeLessThan(0.05)
  })

  it('are found where their Bézier curve is', () => {
    for (const ribbon of [...ribbonsOf([2, 3, 1], 1, 0), ...ribbonsOf([2, 3, 1], 1, 2)]) {
      const ends = ribbonEnds(layout, ribbon)
      if (!ends) throw new Error('no ribbon')
      const s = ribbon.layer === 1 ? 0.85 : 0.15
      const middle = (ends.x1 + ends.x2) / 2
      const bend = (a: number, b: number, c: number, d: number): number =>
        (1 - s) ** 3 * a + 3 * (1 - s) ** 2 * s * b + 3 * (1 - s) * s * s * c + s ** 3 * d
      const x = bend(ends.x1, middle, middle, ends.x2)
      const y = bend(ends.y1, ends.y1, ends.y2, ends.y2)
      expect(ribbonAt(net, layout, x, y, 5)).toEqual(ribbon)
    }
    expect(ribbonAt(net, layout, 2, 2, 5)).toBeNull()
  })

  it('are thicker for larger weights and never wider than allowed', () => {
    expect(ribbonWidth(-1, 8)).toBe(4)
    expect(ribbonWidth(3, 8)).toBeGreaterThan(ribbonWidth(1, 8))
    expect(ribbonWidth(1e6, 8)).toBeLessThanOrEqual(8)
    expect(ribbonWidth(0, 8)).toBeGreaterThan(0)
  })

  it('are the strongest ones where there are too many', () => {
    const many = Float32Array.from({ length: 64 * 64 }, (_, index) => Math.sin(index * 12.9898) * 2)
    const floor = faintest(many, 500)
    const kept = many.filter((weight) => Math.abs(weight) >= floor).length
    expect(kept).toBeLessThanOrEqual(500)
    expect(kept).toBeGreaterThan(350)
    expect(faintest(many, MOST_RIBBONS * 10)).toBe(0)
    expect(faintest(new Float32Array(100), 50)).toBe(0)
  })
})

describe('editing by hand', () => {
  it('changes a weight finely around 0 and faster away from it', () => {
    expect(draggedWeight(0.7, 0)).toBe(0.7)
    const near = draggedWeight(0, 20)
    const far = draggedWeight(5, 20) - 5
    expect(near).toBeGreaterThan(0)
    expect(far).toBeGreaterThan(5 * near)
    expect(draggedWeight(0, -20)).toBe(-near)
    expect(Math.abs(draggedWeight(3, 1e5))).toBeLessThanOrEqual(50)
  })

  it('finds the bias at the corner of its unit', () => {
    const spot = biasSpot(layout, 1, 2)
    expect(spot && biasAt(layout, spot.x + 1, spot.y, 6)).toEqual({ layer: 1, unit: 2 })
    expect(biasSpot(layout, 0, 0)).toBeNull()
  })

  it('shows a value before the frame does, without touching the frame', () => {
    const handle = { layer: 1, unit: 1, input: 1 }
    expect(weightOf(net, layout, handle)).toBe(3)
    expect(handleValue(withValue(net, layout, handle, 9), layout, handle)).toBe(9)
    expect(handleValue(net, layout, handle)).toBe(3)
    const bias = { layer: 2, unit: 0, input: null }
    expect(handleValue(withValue(net, layout, bias, -1), layout, bias)).toBe(-1)
  })

  it('sends what the lab offers', () => {
    const text = { en: '', zh: '' }
    const figure: NetworkFigure = {
      kind: 'network',
      title: text,
      caption: text,
      alt: text,
      max_rate: 30,
      linked: null,
      layers: [],
      weight_action: 'set_weight',
      bias_action: null,
      focus: null,
    }
    expect(actedOn(figure, { layer: 1, unit: 2, input: 0 }, 0.5, true)).toEqual({
      name: 'set_weight',
      action: { layer: 1, unit: 2, input: 0, value: 0.5, held: true },
      moving: true,
    })
    expect(actedOn(figure, { layer: 1, unit: 2, input: null }, 0.5, true)).toBeNull()
  })
})

it('puts thumbnails on a sheet, the lowest row of a map at the bottom', () => {
  const size = sheetSize(18)
  expect(size).toEqual({ width: 512, height: 64 })
  const maps = new Uint8Array(18 * 1024)
  maps[17 * 1024] = 7
  const pixels = new Uint32Array(size.width * size.height)
  paintSheet(maps, { signs: Uint32Array.from({ length: 256 }, (_, byte) => byte), answers: [] }, pixels)
  const { x, y } = tileAt(17)
  expect(pixels[(y + 31) * 512 + x]).toBe(7)
  expect(pixels.filter((value) => value !== 0)).toHaveLength(1)
})
