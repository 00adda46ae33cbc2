import type { components } from './schema'

/** What travels between page and server: the server's own description (`schema.d.ts`), narrowed where it is open. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

type Schemas = components['schemas']

/** A text in both languages of the page. */
export type Text = Schemas['Text']

/** A typed array: little-endian numbers in base64; `shape` ("41,41") is left out for one dimension. */
export interface Packed {
  dtype: string
  bdata: string
  shape?: string
}

export type ViewArrays = { [name: string]: Packed }

export interface Frame {
  step: number
  views: { [view: string]: ViewArrays }
  /** Present when a request asked for it. */
  figures?: Figures
}

export interface Gesture {
  on: 'click' | 'drag' | 'remove'
  action: string
  trace: string | null
  x: string | null
  y: string | null
  index: string | null
  hint: Text
}

interface ViewBase {
  title: Text
  caption: Text
  alt: Text
  max_rate: number
  /** Views with the same name here highlight the same things. */
  linked: string | null
}

export interface PlotFigure extends ViewBase {
  kind: 'plotly'
  figure: { data: JsonObject[]; layout: JsonObject }
  gestures: Gesture[]
}

export interface CurvesFigure extends ViewBase {
  kind: 'curves'
  series: string[]
  roles: string[]
  y_title: Text
  log: boolean
}

export interface FieldAxis {
  title: Text
  low: number
  high: number
}

export interface FieldFigure extends ViewBase {
  kind: 'field'
  x: FieldAxis
  y: FieldAxis
  scale: 'diverging' | 'sequential' | 'classes'
  low: number
  high: number
  classes: Text[]
  subjects: Text[]
  gestures: Gesture[]
}

export interface NetworkLayer {
  title: Text
  units: Text[]
  activation: string
}

export interface NetworkFigure extends ViewBase {
  kind: 'network'
  layers: NetworkLayer[]
  weight_action: string | null
  bias_action: string | null
  focus: string | null
}

export interface ImagesFigure extends ViewBase {
  kind: 'images'
  names: Text[]
  scale: 'grey' | 'diverging' | 'sequential'
  columns: number | null
}

export interface TableColumn {
  name: string
  title: Text
  digits: number
  percent: boolean
}

export interface TableFigure extends ViewBase {
  kind: 'table'
  columns: TableColumn[]
  rows: Text[]
}

export interface FormulaFigure extends ViewBase {
  kind: 'formula'
  tex: string
  library: string | null
  digits: number
  explained: Text
}

export type Figure =
  PlotFigure | CurvesFigure | FieldFigure | NetworkFigure | ImagesFigure | TableFigure | FormulaFigure
export type Figures = { [view: string]: Figure }

export interface Metric {
  title: Text
  headline: boolean
  percent: boolean
}

export interface Preset {
  slug: string
  title: Text
  summary: Text
  params: JsonObject
}

export interface Prediction {
  question: Text
  metric: string
  steps: number
  options: { text: Text; least: number | null }[]
  because: Text
}

/** The guided first minute. */
export interface Tour {
  prediction: Prediction
  /** The parameters that the page shows at first. */
  controls: string[]
  accident: { param: string; times: number; hint: Text; because: Text }
  ending: Text
  leads: { question: Text; lab: string; preset: string | null }[]
}

export type LabSummary = Schemas['LabSummary']

/** A cell of the layout: one view, or several shown as tabs. */
export type Cell = string | string[]

export interface LabDetail extends LabSummary {
  schema: JsonObject
  defaults: JsonObject
  presets: Preset[]
  layout: Cell[][]
  /** Steps a second that Play begins with; null is as fast as it goes. */
  speed: number | null
  metrics: { [name: string]: Metric }
  actions: JsonObject | null
  /** By preset; '' is asked with the defaults. */
  predictions: { [preset: string]: Prediction }
  tour: Tour | null
  figures: Figures
  frame: Frame
  lesson: Text
  source: string
}

export type RunState = Run['state']

export type Run = Omit<Schemas['Run'], 'params' | 'start_params'> & {
  params: JsonObject
  start_params: JsonObject
  /** Counts the changes of a run. */
  revision?: number
}

/** One stored slice: `n` steps from `first`; NaN where a metric is absent. */
export interface MetricsBlock {
  first: number
  n: number
  series: { [name: string]: Packed }
}

export type FieldError = Omit<Schemas['FieldError'], 'value'> & { value?: Json }

export type ProblemBody = Omit<Schemas['ProblemBody'], 'errors'> & {
  errors: FieldError[]
  message?: Text | null
}

/** An uploaded table; `id` is the hash of its content. */
export type Dataset = Schemas['DatasetInfo']

export type Health = Schemas['Health']

export type Control =
  { action: 'play' | 'pause' | 'stop'; speed?: number | null } | { action: 'step'; steps: number }
