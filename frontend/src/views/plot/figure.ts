import { isObject, isText } from '../../api/guards'
import type { Json, JsonObject, PlotFigure, Text } from '../../api/types'
import { colorAt, colorscale, faded, type Palette } from '../palette'

/** Turns the server's figure, which has roles and both languages, into one that Plotly draws in this theme. */

export interface Drawing {
  data: JsonObject[]
  layout: JsonObject
}

export function localised(value: Json, lang: keyof Text): Json {
  if (Array.isArray(value)) return value.map((item) => localised(item, lang))
  if (!isObject(value)) return value
  if (isText(value)) return value[lang]
  const result: JsonObject = {}
  for (const [key, item] of Object.entries(value)) result[key] = localised(item, lang)
  return result
}

export function drawingOf(figure: PlotFigure, lang: keyof Text, palette: Palette): Drawing {
  const data = figure.figure.data.map((trace) => {
    const plain = localised(trace, lang)
    return isObject(plain) ? painted(plain, palette) : {}
  })
  const layout = localised(figure.figure.layout, lang)
  return { data, layout: themed(isObject(layout) ? layout : {}, palette, data) }
}

/** Resolves `meta.paint`: attribute path -> token; the path's `color` or, for a scale, `colorscale` is set. */
function painted(trace: JsonObject, palette: Palette): JsonObject {
  const paint = isObject(trace['meta']) ? trace['meta']['paint'] : null
  if (!isObject(paint)) return trace
  let result = trace
  for (const [path, role] of Object.entries(paint)) {
    if (typeof role !== 'string') continue
    const scale = colorscale(role, palette)
    const keys = scaleOwner(path)
    if (scale) result = withPath(result, [...keys, 'colorscale'], scale)
    else
      result = withPath(
        result,
        path.endsWith('color') ? path.split('.') : [...path.split('.'), 'color'],
        tone(role, palette),
      )
  }
  return result
}

/** Maps and surfaces carry their scale on the trace itself, markers and lines on themselves. */
function scaleOwner(path: string): string[] {
  return path === '' || path === 'contours' || path === 'z' || path === 'surface' || path === 'colorscale'
    ? []
    : path.split('.').filter((key) => key !== 'colorscale')
}

/** A token, a token with its opacity in per cent, `accent/20`, or a place on a scale, `ramp@0.25`. */
function tone(role: string, palette: Palette): string {
  const [scale = '', place] = role.split('@')
  if (place) return colorAt(scale, Number(place), palette) ?? '#888888'
  const [token = '', percent] = role.split('/')
  const color = palette[token] ?? palette['ink'] ?? '#888888'
  return percent ? faded(color, Number(percent) / 100) : color
}

export function withPath(target: JsonObject, path: string[], value: Json): JsonObject {
  const [head, ...rest] = path
  if (head === undefined) return target
  if (rest.length === 0) return { ...target, [head]: value }
  const inner = target[head]
  return { ...target, [head]: withPath(isObject(inner) ? inner : {}, rest, value) }
}

function themed(layout: JsonObject, palette: Palette, data: JsonObject[]): JsonObject {
  const result: JsonObject = { ...layout }
  const flat = !('scene' in layout) && !data.some((trace) => trace['type'] === 'surface' || 'scene' in trace)
  for (const name of Object.keys(layout)) {
    const axis = layout[name]
    if (/^scene\d*$/.test(name) && isObject(axis)) result[name] = scene(axis, palette)
  }
  delete result['title']
  delete result['width']
  delete result['height']
  return {
    ...result,
    template: template(palette),
    autosize: true,
    uirevision: 'kept',
    dragmode: flat ? (layout['dragmode'] ?? false) : 'orbit',
    showlegend: false,
    margin: flat
      ? { l: 8, r: 10, t: 10, b: 8, ...(isObject(layout['margin']) ? layout['margin'] : {}) }
      : { l: 0, r: 0, t: 0, b: 0 },
  }
}

function scene(scene: JsonObject, palette: Palette): JsonObject {
  const camera: JsonObject = { eye: { x: 1.5, y: 1.5, z: 1.1 }, center: { x: 0, y: 0, z: -0.12 } }
  const result: JsonObject = { camera, ...scene, bgcolor: 'rgba(0,0,0,0)' }
  for (const name of ['xaxis', 'yaxis', 'zaxis']) {
    const axis = scene[name]
    result[name] = {
      color: palette['ink-3'] ?? null,
      gridcolor: palette['line'] ?? null,
      showbackground: false,
      zeroline: false,
      ...(isObject(axis) ? axis : {}),
    }
  }
  return result
}

function template(palette: Palette): JsonObject {
  const ink = palette['ink-2'] ?? null
  const axis: JsonObject = {
    automargin: true,
    gridcolor: palette['line'] ?? null,
    linecolor: palette['line'] ?? null,
    zerolinecolor: palette['line'] ?? null,
    zerolinewidth: 1,
    tickfont: { color: palette['ink-3'] ?? null, size: 11 },
    title: { font: { color: ink, size: 12 }, standoff: 6 },
    ticks: '',
  }
  const colorway = ['class-1', 'class-0', 'class-2', 'class-3', 'accent'].map((role) => palette[role] ?? null)
  const bar = {
    outlinewidth: 0,
    thickness: 10,
    len: 0.9,
    tickfont: { color: palette['ink-3'] ?? null, size: 11 },
  }
  return {
    layout: {
      colorway,
      font: { family: palette['font'] ?? null, size: 12, color: ink },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      colorscale: {
        diverging: colorscale('diverging', palette),
        sequential: colorscale('sequential', palette),
      },
      hovermode: 'closest',
      hoverlabel: {
        bgcolor: palette['surface'] ?? null,
        bordercolor: palette['line'] ?? null,
        font: { color: palette['ink'] ?? null, family: palette['font'] ?? null, size: 12 },
      },
      xaxis: axis,
      yaxis: axis,
    },
    data: {
      contour: [{ colorbar: bar }],
      heatmap: [{ colorbar: bar }],
      surface: [{ colorbar: bar, showscale: false }],
    },
  }
}
