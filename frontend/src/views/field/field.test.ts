import { describe, expect, it } from 'vitest'
import { packed } from '../fixture'
import { sameArrays } from '../../api/arrays'
import type { FieldFigure, Gesture, Text, ViewArrays } from '../../api/types'
import { press, underCursor, type Cursor } from '../cursor'
import { byteAt, fieldAxes, fieldMap, fieldPoints, planeIn, shownSubject } from './field'
import { actionOf, nearestPoint, placeAt } from '../gestures'
import { placeInWords } from './place'
import { classTable, paintClasses, paintScale, pixel, scaleTable } from '../maps'
import { classColors } from '../palette'

const text = { en: '', zh: '' }
const named = (name: string): Text => ({ en: name, zh: name })
const gesture = (on: Gesture['on'], action: string): Gesture => ({
  on,
  action,
  trace: 'points',
  x: on === 'remove' ? null : 'x',
  y: on === 'remove' ? null : 'y',
  index: on === 'click' ? null : 'index',
  along: null,
  x_within: [null, null],
  y_within: [null, null],
  hint: text,
})
const figure: FieldFigure = {
  kind: 'field',
  title: text,
  caption: text,
  alt: text,
  max_rate: 30,
  linked: null,
  x: { title: text, low: -1, high: 1 },
  y: { title: text, low: 0, high: 10 },
  wide: 1,
  tall: 1,
  scale: 'diverging',
  low: -2,
  high: 2,
  classes: [],
  subjects: [],
  gestures: [gesture('click', 'add'), gesture('drag', 'move'), gesture('remove', 'drop')],
  pen: null,
}

const arrays = {
  map: packed('u1', Uint8Array.of(0, 255, 128, 64), '2,2'),
  'points.x': packed('f4', Float32Array.of(-1, 0.5)),
  'points.y': packed('f4', Float32Array.of(0, 5)),
  'points.label': packed('u1', Uint8Array.of(0, 1)),
  shown: packed('i4', Int32Array.of(3)),
}

describe('a frame of a field', () => {
  it('is read', () => {
    expect(fieldMap(arrays)).toMatchObject({ width: 2, height: 2, sure: null })
    expect(fieldMap({})).toBeNull()
    expect([...Array.from(fieldPoints(arrays).x)]).toEqual([-1, 0.5])
    expect(shownSubject(arrays)).toBe(3)
    expect(shownSubject({})).toBeNull()
  })

  it('is compared by parts, so that only what changed is drawn', () => {
    const moved = { ...arrays, 'points.x': packed('f4', Float32Array.of(1, 1)) }
    expect(sameArrays(arrays, moved, 'map')).toBe(true)
    expect(sameArrays(arrays, moved, 'points.')).toBe(false)
    expect(sameArrays(arrays, {}, 'map')).toBe(false)
  })

  it('tells what the map says at a pixel, the first row being lowest, and calls it what it is', () => {
    const two = { ...figure, classes: [named('orange'), named('blue')] }
    const said = (figure: FieldFigure, arrays: ViewArrays, unit: string | null = null): string[] =>
      [90, 10].map((py) => {
        const map = fieldMap(arrays, unit === null ? '' : 'unit.')
        const axes = fieldAxes(figure, { offset: { x: 0, y: 0 }, side: 100 })
        const seen = { figure, axes, side: 100, map, unit, points: fieldPoints({}) }
        return placeInWords(seen, 90, py, null).split(' · ')[1] ?? ''
      })
    expect(said(figure, arrays)).toEqual(['value 2', 'value −0.996'])
    const answer = { ...arrays, range: packed('f4', Float32Array.of(0, 1)) }
    expect(said(two, answer)).toEqual(['probability of blue: 100.0 %', 'probability of blue: 25.1 %'])
    expect(said(two, arrays)).toEqual(['blue', 'orange']) // the answers alone
    const unit = {
      ...answer,
      'unit.map': packed('u1', Uint8Array.of(0, 51, 128, 255), '2,2'),
      'unit.range': packed('f4', Float32Array.of(0, 1)),
    }
    for (const figure of [two, { ...two, scale: 'classes' as const }])
      expect(said(figure, unit, 'layer 1, unit 2')).toEqual(['layer 1, unit 2: 0.200', 'layer 1, unit 2: 1'])
  })
})

describe('the plane', () => {
  it('fills its area, the square of the axes in its middle, and is cut where the map is wider', () => {
    for (const [width, height, wide, tall] of [
      [593, 548, 1.75, 1.25],
      [443, 539, 1.75, 1.25],
      [1408, 850, 1.75, 1.25],
      [1100, 400, 1.75, 1.25],
      [300, 900, 1.75, 1.25],
      [593, 548, 1, 1],
    ] as const) {
      const box = planeIn(width, height, { wide, tall })
      expect(box.side).toBe(Math.min(width, height))
      expect(box.width).toBe(Math.max(box.side, Math.min(width, Math.floor(box.side * wide))))
      expect(box.height).toBe(Math.max(box.side, Math.min(height, Math.floor(box.side * tall))))
      expect(box.left + box.width).toBeLessThanOrEqual(width)
      expect(box.top + box.height).toBeLessThanOrEqual(height)
      expect(2 * box.offset.x + box.side).toBe(box.width)
      expect(2 * box.offset.y + box.side).toBe(box.height)
    }
  })

  it('tells the value of a wide map beside the square', () => {
    const map = fieldMap({ map: packed('u1', Uint8Array.of(0, 85, 170, 255), '1,4') })
    if (!map) throw new Error('no map')
    const wide = { ...figure, wide: 2 }
    // The map reaches half a square further to either side: its four columns begin at -50, 0, 50 and 100.
    expect([-40, 10, 60, 110].map((px) => byteAt(wide, map, px, 50, 100))).toEqual([0, 85, 170, 255])
  })

  it('turns values into pixels and back', () => {
    const { x, y } = fieldAxes(figure, { offset: { x: 0, y: 0 }, side: 200 })
    expect([x.pixel(-1), x.pixel(1), y.pixel(0), y.pixel(10)]).toEqual([0, 200, 200, 0])
    expect(y.value(y.pixel(7))).toBeCloseTo(7)
    expect(nearestPoint(fieldPoints(arrays), { x, y }, 148, 102, 10)?.index).toBe(1)
    expect(nearestPoint(fieldPoints(arrays), { x, y }, 100, 50, 10)).toBeNull()
  })
})

describe('the keyboard', () => {
  const points = fieldPoints(arrays)
  const axes = fieldAxes(figure, { offset: { x: 0, y: 0 }, side: 200 })
  const free: Cursor = { x: 0, y: 5, held: null }
  const hit = (key: string, cursor: Cursor, far = false): ReturnType<typeof press> =>
    press(key, far, cursor, points, axes, figure.gestures)

  it('moves the cursor inside of the plane', () => {
    expect(hit('ArrowRight', free)?.cursor.x).toBeCloseTo(0.04)
    expect(hit('ArrowUp', free, true)?.cursor.y).toBeCloseTo(7)
    expect(hit('ArrowRight', { ...free, x: 1 })?.cursor.x).toBe(1)
    expect(hit('x', free)).toBeNull()
  })

  it('adds, picks up, carries, drops and removes', () => {
    expect(hit('Enter', free)?.acted).toEqual({ name: 'add', action: { x: 0, y: 5 }, moving: false })
    const near = hit('n', free)?.cursor
    expect(near).toEqual({ x: -1, y: 0, held: null })
    const there = { x: 0.5, y: 5, held: null }
    expect(underCursor(there, points, axes)).toBe(1)
    const held = hit('Enter', there)
    expect(held).toMatchObject({ cursor: { held: 1 }, acted: null, said: 'field_taken' })
    const carried = hit('ArrowLeft', held?.cursor ?? free)
    expect(carried?.acted).toEqual({ name: 'move', action: { x: 0.46, y: 5, index: 1 }, moving: true })
    expect(hit('Enter', carried?.cursor ?? free)).toMatchObject({
      said: 'field_dropped',
      cursor: { held: null },
    })
    expect(hit('Delete', there)?.acted).toEqual({ name: 'drop', action: { index: 1 }, moving: false })
    expect(hit('Delete', free)).toBeNull()
  })

  it('carries no farther than the fields allow', () => {
    const bounded: Gesture[] = [{ ...gesture('drag', 'move'), x_within: [-0.2, null], y_within: [null, 5] }]
    const held: Cursor = { x: -0.19, y: 4.9, held: 1 }
    const left = press('ArrowLeft', true, held, points, axes, bounded)
    expect(left).toMatchObject({ cursor: { x: -0.2 }, acted: { action: { x: -0.2, y: 4.9 } } })
    const up = press('ArrowUp', true, held, points, axes, bounded)
    expect(up).toMatchObject({ cursor: { y: 5 }, acted: { action: { x: -0.19, y: 5 } } })
    expect(actionOf(gesture('click', 'add'), { x: -7, y: 70 }, -1, false).action).toEqual({ x: -7, y: 70 })
  })

  it('does nothing that the lab does not offer', () => {
    expect(press('Enter', false, free, points, axes, [])).toBeNull()
  })
})

describe('colours', () => {
  const palette = { surface: '#ffffff', 'class-0': '#e07b16', 'class-1': '#1f77c9', ink: '#000000' }

  it('run from one class through the surface to the other', () => {
    const table = scaleTable('diverging', palette)
    expect(table).toHaveLength(256)
    expect(table[0]).not.toBe(table[255])
    const middle = new Uint8Array(Uint32Array.of(table[128] ?? 0).buffer)
    expect(Math.min(...middle)).toBeGreaterThan(250)
    expect(scaleTable('grey', palette)[255]).toBe(pixel('#ffffff'))
  })

  it('fade with how sure a class is', () => {
    const table = classTable(palette)
    expect(table).toHaveLength(2560)
    expect(table[256]).toBe(pixel('#ffffff'))
    expect(classColors(palette)).toHaveLength(10)
  })

  it('fill a map from the bottom up', () => {
    const table = Uint32Array.from({ length: 512 }, (_, index) => index)
    const pixels = new Uint32Array(4)
    paintScale(Uint8Array.of(1, 2, 3, 4), 2, 2, table, pixels)
    expect([...pixels]).toEqual([3, 4, 1, 2])
    paintClasses(Uint8Array.of(1, 0, 0, 1), Uint8Array.of(9, 8, 7, 6), 2, 2, table, pixels)
    expect([...pixels]).toEqual([7, 262, 265, 8])
  })
})

it('puts a point no more finely than a pixel can', () => {
  const axis = (span: number) => ({
    offset: 0,
    length: 500,
    value: (pixel: number) => (pixel / 500) * span - span / 3,
    pixel: (value: number) => ((value + span / 3) / span) * 500,
  })
  expect([10, 1e-3, 4e4].map((span) => placeAt(axis(span), 181.7))).toEqual([0.3, 0.00003, 1200])
})
