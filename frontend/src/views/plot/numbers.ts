import { unpack } from '../../api/arrays'
import { isObject } from '../../api/guards'
import type { Json, JsonObject, Packed } from '../../api/types'
import { formatNumber, measuredNumber, quantity, toldNumber } from '../../base/numbers'

/** Plotly's templates, `%{y:.3g}`, with their numbers written as everywhere on the page: Plotly would write 7.9e-11 and -3. */

const NUMBER = /%\{(x|y|text|customdata\[(\d+)\])(?::([^}]*))?\}/g
const EXTRA = /<extra>.*<\/extra>$/

const known = new WeakMap<JsonObject, JsonObject>()

/** Traces as they are drawn; one that did not change is not written again. */
export const writtenOut = (traces: JsonObject[]): JsonObject[] =>
  traces.map((trace) => {
    const written = known.get(trace) ?? worded(trace)
    known.set(trace, written)
    return written
  })

/** A trace whose words and hover labels say what they say by themselves; the same one where it needs none. */
function worded(trace: JsonObject): JsonObject {
  const { texttemplate, hovertemplate, hoverinfo } = trace
  const words = typeof texttemplate === 'string' ? filledIn(texttemplate, trace) : null
  const hover = typeof hovertemplate === 'string' ? filledIn(hovertemplate.replace(EXTRA, ''), trace) : null
  if (!words && !hover) return trace
  const result = { ...trace }
  if (words) {
    delete result['texttemplate']
    result['text'] = words
  }
  if (hover) {
    delete result['hovertemplate']
    const named = typeof hovertemplate === 'string' && !EXTRA.test(hovertemplate)
    result['hovertext'] = 'z' in trace ? inRows(hover, trace['z']) : hover
    result['hoverinfo'] = hoverinfo ?? (named ? 'text+name' : 'text')
  }
  return result
}

/** The text of each point; null where the template has no number that is to be written in a certain way. */
function filledIn(template: string, trace: JsonObject): string[] | null {
  if (![...template.matchAll(NUMBER)].some(([, , , format]) => format)) return null
  const columns = new Map<string, (index: number) => Json | undefined>()
  let length = Infinity
  for (const [, name = '', place] of template.matchAll(NUMBER)) {
    const from = place === undefined ? name : 'customdata'
    const column = columnOf(trace[from], place === undefined ? null : Number(place))
    if (from !== 'text') length = Math.min(length, column.length)
    columns.set(name, column.at)
  }
  if (!Number.isFinite(length)) return null
  return Array.from({ length }, (_, index) =>
    template.replace(NUMBER, (_, name: string, __, format: string | undefined) => {
      const value = columns.get(name)?.(index)
      return typeof value === 'number' ? inFormat(value, format) : String(value ?? '')
    }),
  )
}

/** d3's format: its significant digits, `~` for no zeros after the last, `%` for a share. */
function inFormat(value: number, format = ''): string {
  const [, count] = /\.(\d+)/.exec(format) ?? []
  const digits = count === undefined ? undefined : Number(count)
  if (format.endsWith('%')) return quantity(value, true, digits)
  if (digits === undefined) return toldNumber(value)
  if (format.endsWith('f')) return toldNumber(Number(value.toFixed(digits)))
  const all = format.endsWith('e') ? digits + 1 : digits
  return format.includes('~') ? formatNumber(value, all) : measuredNumber(value, all)
}

interface Column {
  length: number
  at: (index: number) => Json | undefined
}

/** An attribute of each point; of a table its column. */
function columnOf(given: Json | undefined, column: number | null): Column {
  if (isPacked(given)) {
    const numbers = unpack(given)
    const last = given.shape?.split(',').at(-1)
    const wide = column === null ? 1 : Number(last ?? 1)
    return { length: numbers.length / wide, at: (index) => numbers[index * wide + (column ?? 0)] }
  }
  const list = Array.isArray(given) ? given : []
  const at = (index: number): Json | undefined => {
    const item = list[index]
    return column !== null && Array.isArray(item) ? item[column] : item
  }
  return { length: list.length, at }
}

const isPacked = (value: Json | undefined): value is Packed & JsonObject =>
  isObject(value) && typeof value['bdata'] === 'string' && typeof value['dtype'] === 'string'

/** Of a map, as its rows. */
function inRows(texts: string[], z: Json | undefined): Json {
  const wide = isPacked(z)
    ? Number(z.shape?.split(',').at(-1))
    : Array.isArray(z) && Array.isArray(z[0])
      ? z[0].length
      : 0
  if (!wide) return texts
  return Array.from({ length: Math.ceil(texts.length / wide) }, (_, row) =>
    texts.slice(row * wide, (row + 1) * wide),
  )
}
