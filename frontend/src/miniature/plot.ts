import { isObject } from '../api/guards'
import type { JsonObject, PlotFigure, ViewArrays } from '../api/types'
import { classColors } from '../views/palette'
import { drawingOf } from '../views/plot/figure'
import { framedAxes } from '../views/plot/framed'
import { isBar, paintBars, withBase } from './bars'
import { extentOf, groundOf, paintGround, type Ground } from './ground'
import { paintPath, pathOf, type Path } from './lines'
import { textAt } from './numbers'
import { whole, type Box, type Easel } from './picture'
import { scalesOf, type Extent } from './scales'

const GROUNDS = new Set(['heatmap', 'contour', 'surface'])
const PATHS = new Set(['scatter', 'scattergl', 'scatter3d', 'bar'])

/** A Plotly figure: maps to the edges of the picture, lines and bars with a little air. In space it is seen from above. */
export function paintPlot(easel: Easel, figure: PlotFigure, arrays: ViewArrays): boolean {
  const { data, layout } = drawingOf(figure, 'en', easel.palette)
  const traces = coloured(data, easel).filter(
    (trace) => trace['visible'] !== false && trace['visible'] !== 'legendonly' && ownAxes(trace),
  )
  const grounds = traces.flatMap((trace): Ground[] => {
    const ground = GROUNDS.has(kindOf(trace)) ? groundOf(trace, arrays) : null
    return ground ? [ground] : []
  })
  const paths = traces.flatMap((trace): Path[] => {
    const path = PATHS.has(kindOf(trace)) && textAt(trace, 'mode') !== 'text' ? pathOf(trace, arrays) : null
    return path ? [path] : []
  })
  if (grounds.length + paths.length === 0) return false
  const box = grounds.length > 0 ? whole(easel) : airy(easel)
  const space = traces.some(({ type }) => type === 'surface' || type === 'scatter3d')
  const extents: Extent[] = grounds.length > 0 ? grounds.map(extentOf) : paths
  const bars = paths.filter(isBar)
  const scales = scalesOf(
    space ? {} : { ...layout, ...framedAxes(layout, arrays) },
    bars.length > 0 ? [...extents, withBase(bars)] : extents,
    box,
    grounds.length > 0,
  )
  for (const ground of grounds) paintGround(easel, ground, box, scales)
  let below: Path | null = null
  easel.context.save()
  easel.context.beginPath()
  easel.context.rect(0, 0, easel.width, easel.height)
  easel.context.clip()
  paintBars(easel, bars, layout, scales, box)
  for (const path of paths) {
    if (!isBar(path)) paintPath(easel, path, scales, below)
    below = path
  }
  easel.context.restore()
  return true
}

const kindOf = (trace: JsonObject): string => textAt(trace, 'type') ?? 'scatter'

/** Whether a trace lies in the picture's first axes. */
const ownAxes = (trace: JsonObject): boolean =>
  (textAt(trace, 'xaxis') ?? 'x') === 'x' && (textAt(trace, 'yaxis') ?? 'y') === 'y'

function airy(easel: Easel): Box {
  const margin = Math.max(2, Math.min(easel.width, easel.height) * 0.05)
  return { left: margin, top: margin, width: easel.width - 2 * margin, height: easel.height - 2 * margin }
}

/** Traces without a colour take the next of the palette, as Plotly gives them out. */
function coloured(data: JsonObject[], { palette }: Easel): JsonObject[] {
  const [orange = '', blue = '', ...others] = classColors(palette)
  const turn = [blue, orange, ...others]
  return data.map((trace, index) => {
    if (textAt(trace, 'line.color') || textAt(trace, 'marker.color')) return trace
    const line = isObject(trace['line']) ? trace['line'] : {}
    return { ...trace, line: { ...line, color: turn[index % turn.length] ?? '#888888' } }
  })
}
