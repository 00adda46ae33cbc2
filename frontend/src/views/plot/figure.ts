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

/** A picture that is not as high, in the size of the page's type, has its upward axis named above it, the other beside its numbers. */
export const LOW = 8

/** `em` are the pixels of the page's type: what is written in a picture grows with it. */
export function drawingOf(
  figure: PlotFigure,
  lang: keyof Text,
  palette: Palette,
  em = EM,
  low = false,
): Drawing {
  const data = figure.figure.data.map((trace) => {
    const plain = localised(trace, lang)
    return isObject(plain) ? grown(painted(plain, palette), em / EM) : {}
  })
  const layout = localised(figure.figure.layout, lang)
  return { data, layout: themed(isObject(layout) ? layout : {}, palette, em, low) }
}

/** The type that the sizes of a figure are meant for. */
const EM = 16
const SIZES = [
  ['textfont', 'size'],
  ['marker', 'size'],
  ['marker', 'line', 'width'],
  ['line', 'width'],
]

/** Marks, lines and what is written at them, in pixels, grow with the page's type. */
function grown(trace: JsonObject, scale: number): JsonObject {
  if (scale === 1) return trace
  const size = (path: string[]): Json | undefined =>
    path.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), trace)
  return SIZES.reduce((bigger, path) => {
    const pixels = size(path)
    return typeof pixels === 'number' ? withPath(bigger, path, pixels * scale) : bigger
  }, trace)
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

/** Maps carry their scale on the trace itself, markers and lines on themselves. */
function scaleOwner(path: string): string[] {
  return path === '' || path === 'contours' || path === 'z' || path === 'colorscale'
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

function themed(layout: JsonObject, palette: Palette, em: number, low: boolean): JsonObject {
  const result: JsonObject = { ...layout }
  const titles: JsonObject[] = []
  for (const [name, axis] of Object.entries(layout)) {
    if (!isObject(axis)) continue
    if (!/^[xy]axis\d*$/.test(name)) continue
    const { title, ...rest } = axis
    result[name] = rest
    const said = isObject(title) ? title['text'] : title
    if (typeof said === 'string' && said !== '') titles.push(axisTitle(name, axis, said, em, low))
  }
  delete result['title']
  delete result['width']
  delete result['height']
  const notes = Array.isArray(layout['annotations']) ? layout['annotations'] : []
  return {
    ...result,
    annotations: [...notes, ...titles],
    template: template(palette, em),
    autosize: true,
    uirevision: 'kept',
    dragmode: layout['dragmode'] ?? false,
    showlegend: false,
    margin: { l: 0, r: 0, t: low ? 1.25 * em : 0, b: 0 },
  }
}

/** Axes are named inside the picture: across at the right end above its numbers, upward at the upper end beside its own. */
function axisTitle(name: string, axis: JsonObject, text: string, em: number, low: boolean): JsonObject {
  const across = name.startsWith('x')
  const own = name.replace('axis', '')
  const other = typeof axis['anchor'] === 'string' ? axis['anchor'] : across ? 'y' : 'x'
  const right = across || axis['side'] === 'right'
  const place = {
    x: right ? 1 : 0,
    xanchor: right ? 'right' : 'left',
    y: across ? 0 : 1,
    yanchor: across || low ? 'bottom' : 'top',
    xshift: across ? -6 : (right ? -2.75 : 2.75) * em,
    yshift: low ? 0 : across ? 1.5 * em : -4,
  }
  const refs = across
    ? { xref: `${own} domain`, yref: `${other} domain` }
    : { xref: `${other} domain`, yref: `${own} domain` }
  return { ...place, ...refs, text, showarrow: false, name: `title.${name}` }
}

function template(palette: Palette, em: number): JsonObject {
  const size = 0.75 * em
  const tickfont = { color: palette['ink'] ?? null, size }
  const axis: JsonObject = {
    gridcolor: palette['line'] ?? null,
    linecolor: palette['line'] ?? null,
    zerolinecolor: palette['line'] ?? null,
    zerolinewidth: 1,
    tickfont,
    ticklabelposition: 'inside',
    ticks: '',
    // Powers of ten as everywhere on the page, not 10k, 3μ or 1e-7.
    exponentformat: 'power',
    minexponent: 4,
    separatethousands: true,
  }
  const colorway = ['class-1', 'class-0', 'class-2', 'class-3', 'accent'].map((role) => palette[role] ?? null)
  const bar = {
    outlinewidth: 0,
    thickness: 10,
    len: 0.36,
    x: 1,
    xanchor: 'right',
    xpad: 8,
    y: 1,
    yanchor: 'top',
    ypad: 8,
    bgcolor: palette['chip'] ?? null,
    title: { font: { size } },
    tickfont,
    exponentformat: 'power',
  }
  return {
    layout: {
      colorway,
      font: { family: palette['font'] ?? null, size, color: palette['ink'] ?? null },
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
        font: { color: palette['ink'] ?? null, family: palette['font'] ?? null, size: size + 1 },
      },
      xaxis: axis,
      yaxis: axis,
    },
    data: {
      contour: [{ colorbar: bar }],
      heatmap: [{ colorbar: bar }],
      scatter: [{ marker: { colorbar: bar } }],
    },
  }
}
