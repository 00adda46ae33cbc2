import { isObject } from '../../api/guards'
import type { JsonObject } from '../../api/types'

/** One entry of a picture's legend: a trace's name and how it is drawn. */
export interface Entry {
  uid: string
  name: string
  color: string
  shape: 'line' | 'dash' | 'dot' | 'ring' | 'star' | 'cross' | 'diamond' | 'block'
}

/** The traces a reader must tell apart; none when there is only one. `traces` are painted and in one language. */
export function legendOf(traces: JsonObject[], layout: JsonObject): Entry[] {
  if (layout['showlegend'] === false) return []
  const entries = traces.flatMap((trace): Entry[] => {
    const { uid, name, type } = trace
    const picture = type === 'contour' || type === 'heatmap' || type === 'image'
    if (trace['showlegend'] === false || picture) return []
    if (typeof name !== 'string' || typeof uid !== 'string') return []
    const marker = isObject(trace['marker']) ? trace['marker'] : {}
    const line = isObject(trace['line']) ? trace['line'] : {}
    const color = trace['fill'] ? (line['color'] ?? trace['fillcolor']) : (line['color'] ?? marker['color'])
    return [
      {
        uid,
        name,
        color: typeof color === 'string' ? color : 'currentColor',
        shape: shapeOf(trace, line, marker),
      },
    ]
  })
  return entries.length > 1 ? entries : []
}

function shapeOf(trace: JsonObject, line: JsonObject, marker: JsonObject): Entry['shape'] {
  const mode = String(trace['mode'] ?? 'lines')
  if (trace['type'] === 'bar' || trace['type'] === 'histogram' || trace['fill'] === 'toself') return 'block'
  if (mode.includes('lines')) return line['dash'] && line['dash'] !== 'solid' ? 'dash' : 'line'
  const symbol = String(marker['symbol'] ?? '')
  if (symbol.startsWith('star')) return 'star'
  if (symbol === 'x') return 'cross'
  if (symbol.startsWith('diamond')) return 'diamond'
  return symbol.includes('open') ? 'ring' : 'dot'
}
