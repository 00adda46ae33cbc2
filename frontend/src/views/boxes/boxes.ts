import { unpack, type Numbers } from '../../api/arrays'
import type { BoxesFigure, ViewArrays } from '../../api/types'
import { filled, type Lang } from '../../base/words'
import { shapeOf } from '../maps'
import { said } from './words'

/** As `lab/views/boxes.py` numbers them. */
export const STATES = ['waits', 'keeper', 'kept', 'gone', 'real', 'lost', 'missed'] as const
export type State = (typeof STATES)[number]

/** Left, top, right, bottom in pixels of the picture. */
export type Corners = [number, number, number, number]

export interface Box {
  place: number
  key: number
  corners: Corners
  label: number
  /** NaN where there is none. */
  score: number
  state: State
  /** Place of the box that suppressed it; -1 where none did. */
  by: number
  overlap: number
  /** In [0, 1]: how strongly it is drawn. */
  strength: number
  /** On which of several pictures side by side it stands. */
  copy: number
}

export interface Scene {
  /** Three bytes a pixel. */
  values: Numbers
  width: number
  height: number
  boxes: Box[]
  /** Cells, row by row: 1 where a midpoint lies. */
  owners: ArrayLike<number>
  /** Row and column, from 1, of the cell that is looked at. */
  chosen: ArrayLike<number>
}

export function sceneOf(arrays: ViewArrays): Scene | null {
  const picture = arrays['picture']
  const packed = arrays['boxes']
  if (!packed) return null
  const [height = 0, width = 0] = picture ? shapeOf(picture) : []
  const sides = unpack(packed)
  const numbers = (name: string): ArrayLike<number> => {
    const found = arrays[name]
    return found ? unpack(found) : []
  }
  const [labels, scores, states] = [numbers('labels'), numbers('scores'), numbers('states')]
  const [by, overlap, keys] = [numbers('by'), numbers('overlap'), numbers('key')]
  const [strengths, copies] = [numbers('strength'), numbers('copy')]
  const boxes = Array.from({ length: Math.floor(sides.length / 4) }, (_, place): Box => {
    const at = (side: number): number => sides[4 * place + side] ?? NaN
    return {
      place,
      key: keys[place] ?? place,
      corners: [at(0), at(1), at(2), at(3)],
      label: labels[place] ?? place,
      score: scores[place] ?? NaN,
      state: STATES[states[place] ?? 0] ?? 'waits',
      by: by[place] ?? -1,
      overlap: overlap[place] ?? NaN,
      strength: strengths[place] ?? 1,
      copy: copies[place] ?? 0,
    }
  })
  return {
    values: picture ? unpack(picture) : new Uint8Array(),
    width,
    height,
    boxes,
    owners: numbers('owners'),
    chosen: numbers('chosen'),
  }
}

/** Row and column, from 1, of the cell at a place given as shares of the picture; a place outside is on its edge. */
export const cellAt = (x: number, y: number, cells: number): [number, number] => {
  const at = (share: number): number => Math.min(Math.max(Math.floor(share * cells), 0), cells - 1) + 1
  return [at(y), at(x)]
}

/** A share as detectors write it: .71 */
export const share = (value: number): string => value.toFixed(2).replace(/^0(?=\.)/, '')

/** Number, where boxes are numbered, class and score. */
export function nameOf(
  box: Box,
  { classes, numbered }: Pick<BoxesFigure, 'classes' | 'numbered'>,
  lang: Lang,
): string {
  const known = classes[box.label]
  return [
    numbered ? `#${box.place + 1}` : null,
    known?.[lang],
    Number.isNaN(box.score) ? null : share(box.score),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What became of a box. */
export function fateOf(box: Box, lang: Lang): string {
  if (box.by < 0) return said[box.state][lang]
  return filled(said.by[lang], { by: box.by + 1, overlap: share(box.overlap) })
}

/** A box that has been moved by a hand stays in the picture, whole; `corner` is which of the four is held, or none. */
export function moved(
  [left, top, right, bottom]: Corners,
  dx: number,
  dy: number,
  corner: number | null,
  { width, height, snap }: { width: number; height: number; snap: number },
): Corners {
  const near = (value: number, most: number): number =>
    Number((Math.round(Math.min(Math.max(value, 0), most) / snap) * snap).toPrecision(9))
  if (corner === null) {
    const x = Math.min(Math.max(dx, -left), width - right)
    const y = Math.min(Math.max(dy, -top), height - bottom)
    return [near(left + x, width), near(top + y, height), near(right + x, width), near(bottom + y, height)]
  }
  const [west, north] = [corner % 2 === 0, corner < 2]
  return [
    west ? near(Math.min(left + dx, right), width) : left,
    north ? near(Math.min(top + dy, bottom), height) : top,
    west ? right : near(Math.max(right + dx, left), width),
    north ? bottom : near(Math.max(bottom + dy, top), height),
  ]
}

export function paintScene(scene: Scene, bytes: Uint8ClampedArray): void {
  for (let place = 0; place < scene.width * scene.height; place++) {
    for (let channel = 0; channel < 3; channel++)
      bytes[4 * place + channel] = scene.values[3 * place + channel] ?? 0
    bytes[4 * place + 3] = 255
  }
}
