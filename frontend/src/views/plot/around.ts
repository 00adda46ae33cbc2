import { isObject } from '../../api/guards'
import type { JsonObject, ViewArrays } from '../../api/types'
import type { Box, Corner, Drawn } from './corner'
import type { PlotAxes } from './plotly'
import { drawnPlaces } from './quick'

/** What a picture has drawn, and where in it a legend may stand. */

const EDGE_PX = 8
/** Beside the numbers of an axis and below its name, in the size of the page's type. */
const BESIDE = 2.75
const BELOW = 2.2
/** The marks of a trace count so much together: one alone is what the picture is about. */
const MARKS = 24

/** Where the styles put a legend of a size; `numbered` says that numbers stand at the right edge too. */
export function cornersOf(
  { width, height }: { width: number; height: number },
  room: { width: number; height: number },
  em: number,
  numbered: boolean,
): Record<Corner, Box> {
  const left = BESIDE * em
  const right = room.width - width - (numbered ? BESIDE * em : EDGE_PX)
  const under = BELOW * em
  const bottom = room.height - height - BESIDE * em
  return {
    'top-left': { left, top: under, width, height },
    'top-right': { left: right, top: EDGE_PX, width, height },
    'under-right': { left: right, top: under, width, height },
    'bottom-right': { left: right, top: bottom, width, height },
    'bottom-left': { left, top: bottom, width, height },
  }
}

export function drawnIn(
  element: HTMLElement,
  traces: JsonObject[],
  arrays: ViewArrays,
  axes: PlotAxes,
): Drawn {
  const at = element.getBoundingClientRect()
  const boxes = (selector: string): Box[] =>
    [...element.querySelectorAll(selector)]
      .map((part) => part.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, top, width, height }) => ({ left: left - at.left, top: top - at.top, width, height }))
  const places = traces.flatMap((trace) =>
    drawnPlaces([trace], arrays, axes).map(({ px, py }) => ({
      px: px.map((x) => x + axes.x.offset),
      py: py.map((y) => y + axes.y.offset),
      weight: weightOf(trace, px.length),
    })),
  )
  return {
    places,
    words: boxes('.annotation-text, .textpoint text, .bartext, .colorbar'),
    shapes: boxes('.barlayer .point path'),
  }
}

function weightOf(trace: JsonObject, count: number): number {
  const marker = isObject(trace['marker']) ? trace['marker'] : {}
  if (!String(trace['mode'] ?? '').includes('markers')) return 1
  const least = String(marker['symbol'] ?? '').startsWith('star') ? 6 : 1
  return Math.max(least, MARKS / Math.max(count, 1))
}
