import { isObject } from '../../api/guards'
import type { JsonObject, ViewArrays } from '../../api/types'
import type { Box, Corner, Drawn, Weighed } from './corner'
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
  const middle = (room.width - width) / 2
  return {
    'top-left': { left, top: under, width, height },
    'top-right': { left: right, top: EDGE_PX, width, height },
    'under-right': { left: right, top: under, width, height },
    'bottom-right': { left: right, top: bottom, width, height },
    'bottom-left': { left, top: bottom, width, height },
    top: { left: middle, top: under, width, height },
    bottom: { left: middle, top: bottom, width, height },
  }
}

export function drawnIn(
  element: HTMLElement,
  traces: JsonObject[],
  arrays: ViewArrays,
  axesOf: (trace: JsonObject) => PlotAxes | null,
): Drawn {
  const at = element.getBoundingClientRect()
  const boxes = (selector: string): Box[] =>
    [...element.querySelectorAll(selector)]
      .map((part) => part.getBoundingClientRect())
      .filter(({ width }) => width > 0)
      .map(({ left, top, width, height }) => ({ left: left - at.left, top: top - at.top, width, height }))
  return {
    places: placesIn(traces, arrays, axesOf),
    words: boxes('.annotation-text, .textpoint text, .bartext, .colorbar'),
    shapes: boxes('.barlayer .point path'),
  }
}

/** Lines and points, each in the axes of its trace. */
export const placesIn = (
  traces: JsonObject[],
  arrays: ViewArrays,
  axesOf: (trace: JsonObject) => PlotAxes | null,
): Weighed[] =>
  traces.flatMap((trace) => {
    const axes = axesOf(trace)
    const drawn = axes && drawnPlaces(trace, arrays, axes)
    if (!drawn) return []
    return [
      {
        px: drawn.px.map((x) => x + axes.x.offset),
        py: drawn.py.map((y) => y + axes.y.offset),
        ...marksOf(trace, drawn.px.length),
      },
    ]
  })

function marksOf(trace: JsonObject, count: number): { weight: number; reach: number } {
  const marker = isObject(trace['marker']) ? trace['marker'] : {}
  if (!String(trace['mode'] ?? '').includes('markers')) return { weight: 1, reach: 0 }
  const least = String(marker['symbol'] ?? '').startsWith('star') ? 6 : 1
  const { size } = marker
  return {
    weight: Math.max(least, MARKS / Math.max(count, 1)),
    reach: typeof size === 'number' ? size / 2 : 0,
  }
}
