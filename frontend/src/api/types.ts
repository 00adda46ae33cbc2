import type { components } from './schema'

/** What travels between page and server: the server's own description (`schema.d.ts`), narrowed where it is open. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

type Schemas = components['schemas']

/** A text in both languages of the page. */
export type Text = Schemas['Text']

export type Model = Schemas['ModelInfo']
export type Classified = Schemas['ClassifyAnswer']
export type Asset = Schemas['AssetInfo']
export type Assets = Schemas['Assets']

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
  /** Of the state as it stands, where no step was made. */
  metrics?: { [name: string]: number }
  /** Present when a request asked for it. */
  figures?: Figures
}

export type Gesture = Schemas['Gesture']

export type PlotFigure = Omit<Schemas['Plot'], 'figure'> & {
  figure: { data: JsonObject[]; layout: JsonObject }
}
export type CurvesFigure = Schemas['Curves']
export type FieldFigure = Schemas['Field']
export type ReliefFigure = Schemas['Relief']
export type FieldAxis = Schemas['Axis']
export type NetworkFigure = Schemas['Network']
export type ImagesFigure = Schemas['Images']
export type DrawingFigure = Schemas['Drawing']
export type BoxesFigure = Schemas['Boxes']
export type TableFigure = Schemas['Table']
export type TableColumn = Schemas['Column']
export type FormulaFigure = Schemas['Formula']
export type ReadingFigure = Schemas['Reading']
export type AttentionFigure = Schemas['Attention']
export type TokensFigure = Schemas['Tokens']
export type TreeFigure = Schemas['Tree']
export type CloudFigure = Schemas['Cloud']

/** Whatever kinds the server has: where one is not drawn yet, the type checker says so. */
export type Figure = Exclude<Schemas['Lab']['figures'][string], { kind: 'plotly' }> | PlotFigure
export type Figures = { [view: string]: Figure }

/** What was changed while a run went on, and after which step. */
export type LogLine = Omit<Schemas['LogLine'], 'value'> & { value: JsonObject }

export type Metric = Schemas['Metric']
export type Moment = Schemas['Moment']
export type Prediction = Schemas['Prediction']
/** The guided first minute. */
export type Tour = Schemas['Tour']
export type Preset = Omit<Schemas['Preset'], 'params'> & { params: JsonObject }

/** A view at one or several moments of real runs, small: each frame has the arrays that differ from those before. */
export interface Miniature {
  view: string
  figure: Figure
  frames: ViewArrays[]
}

export type CodeFile = Schemas['CodeFile']
export type LabSummary = Schemas['LabSummary']

/** A cell of the layout: one view, or several shown as tabs. */
export type Cell = Schemas['Lab']['layout'][number][number]

type Open = 'schema' | 'defaults' | 'presets' | 'actions' | 'figures' | 'frame'
export type LabDetail = Omit<Schemas['Lab'], Open> & {
  schema: JsonObject
  defaults: JsonObject
  presets: Preset[]
  actions: JsonObject | null
  figures: Figures
  frame: Frame
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

/** Each metric's last value by a step: that asked for, or the last one stored. */
export type Told = Schemas['MetricsAt']

export type FieldError = Omit<Schemas['FieldError'], 'value'> & { value?: Json }

export type ProblemBody = Omit<Schemas['ProblemBody'], 'errors'> & {
  errors: FieldError[]
  message?: Text | null
}

/** What was uploaded; `id` is the hash of its content. */
export type Table = Schemas['TableInfo']
export type Image = Schemas['ImageInfo']
export type Pictures = Schemas['PicturesInfo']
export type Vectors = Schemas['VectorsInfo']
export type WrittenText = Schemas['TextInfo']
export type SentencePairs = Schemas['PairsInfo']
export type Upload = Table | Image | Pictures | Vectors | WrittenText | SentencePairs

export type Health = Schemas['Health']

export type Control =
  | { action: 'play' | 'pause' | 'stop'; speed?: number | null }
  | { action: 'step'; steps: number }
  | { speed: number | null }
