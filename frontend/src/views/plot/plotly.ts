import { api } from '../../api/client'
import type { JsonObject } from '../../api/types'
import type { PixelAxis } from '../gestures'

/** The part of plotly.js that the page uses. The script comes from the server, which carries plotly.py's own copy. */
export interface Plotly {
  react(element: HTMLElement, data: JsonObject[], layout: JsonObject, config: JsonObject): Promise<unknown>
  purge(element: HTMLElement): void
  Plots: { resize(element: HTMLElement): Promise<unknown> | void }
}

declare global {
  interface Window {
    Plotly?: Plotly
  }
}

let loading: Promise<Plotly> | null = null

export function loadPlotly(): Promise<Plotly> {
  loading ??= api
    .health()
    .then((health) => script(health.plotly_js))
    .catch((error: unknown) => {
      loading = null
      throw error
    })
  return loading
}

function script(source: string): Promise<Plotly> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script')
    element.src = source
    element.async = true
    element.onload = () => {
      if (window.Plotly) resolve(window.Plotly)
      else reject(new Error(`${source} defines no Plotly`))
    }
    element.onerror = () => reject(new Error(`${source} cannot be loaded`))
    document.head.append(element)
  })
}

/** An axis of a drawn picture. */
export interface PlotAxis extends PixelAxis {
  /** Whether Plotly chose its range by the numbers. */
  automatic: boolean
}

export interface PlotAxes {
  x: PlotAxis
  y: PlotAxis
}

interface DrawnAxis {
  _offset: number
  _length: number
  autorange: boolean | string
  range: number[]
  p2d(pixel: number): number
  d2p(value: number): number
}

interface DrawnPlot extends HTMLElement {
  _fullLayout: Partial<Record<string, DrawnAxis>>
}

function isDrawn(element: HTMLElement): element is DrawnPlot {
  return '_fullLayout' in element
}

/** The axes of a plane picture, the first ones or those of a trace; null while it is not drawn. */
export function plotlyAxes(element: HTMLElement, trace: JsonObject = {}): PlotAxes | null {
  if (!isDrawn(element)) return null
  const [xaxis, yaxis] = (['x', 'y'] as const).map((letter) => {
    const own = trace[`${letter}axis`]
    return element._fullLayout[`${letter}axis${typeof own === 'string' ? own.slice(1) : ''}`]
  })
  return xaxis && yaxis ? { x: pixelAxis(xaxis), y: pixelAxis(yaxis) } : null
}

/** The range of an axis of a drawn picture, in the axis' own units. */
export function drawnRange(element: HTMLElement, name: 'xaxis' | 'yaxis'): number[] | null {
  return isDrawn(element) ? [...(element._fullLayout[name]?.range ?? [])] : null
}

function pixelAxis(axis: DrawnAxis): PlotAxis {
  return {
    offset: axis._offset,
    length: axis._length,
    automatic: axis.autorange !== false,
    value: (pixel) => axis.p2d(pixel),
    pixel: (value) => axis.d2p(value),
  }
}
