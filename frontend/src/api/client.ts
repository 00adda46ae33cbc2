import type {
  CodeFile,
  Control,
  Figures,
  Frame,
  Health,
  Json,
  JsonObject,
  LabDetail,
  LabSummary,
  LogLine,
  MetricsBlock,
  Miniature,
  ProblemBody,
  Run,
  Text,
  Told,
  Upload,
} from './types'
import { waiting } from './waiting.svelte'

export const API = '/api/v1'

/** An answer that is not 2xx, in the words of problem+json. */
export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail || body.title || `HTTP ${body.status}`)
  }

  /** What went wrong in both languages. */
  get text(): Text {
    return this.body.message
  }

  get status(): number {
    return this.body.status
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {}

export async function request(path: string, init?: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await waiting.during(fetch(API + path, init))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable(String(error))
  }
  // A proxy in front of a stopped server answers 502 to 504 in words of its own.
  const ours = response.headers.get('content-type')?.includes('json') ?? false
  if (response.status >= 502 && !ours) throw new Unreachable(`HTTP ${response.status}`)
  if (!response.ok) throw new Problem(await problemOf(response))
  return response
}

async function problemOf(response: Response): Promise<ProblemBody> {
  const { status, statusText: title } = response
  const said = `HTTP ${status} ${title}`
  const fallback = { type: '', title, status, detail: '', message: { en: said, zh: said }, errors: [] }
  try {
    const body: ProblemBody = await response.json()
    return { ...fallback, ...body }
  } catch {
    return fallback
  }
}

async function get<T>(path: string): Promise<T> {
  const body: T = await (await request(path)).json()
  return body
}

async function send<T>(method: string, path: string, payload: Json, signal?: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const response = await request(path, {
    method,
    headers,
    body: JSON.stringify(payload),
    signal: signal ?? null,
  })
  const body: T = await response.json()
  return body
}

const run = (id: string): string => `/runs/${encodeURIComponent(id)}`

/** Where a picture is had, that ships or was uploaded, with at most so many pixels a side. */
export const pictureAddress = (name: string, size: number): string =>
  `${API}/pictures/${encodeURIComponent(name)}?size=${size}`

export const api = {
  health: () => get<Health>('/health'),
  labs: () => get<LabSummary[]>('/labs'),
  lab: (slug: string) => get<LabDetail>(`/labs/${encodeURIComponent(slug)}`),
  frame: (slug: string, params: JsonObject, seed: number, figures: boolean, signal?: AbortSignal) =>
    send<Frame>('POST', `/labs/${encodeURIComponent(slug)}/frame`, { params, seed, figures }, signal),
  thumbnail: (slug: string) => get<Miniature>(`/labs/${encodeURIComponent(slug)}/thumbnail`),
  /** A picture of a lesson, by the address that the lesson gives it, `?view=...`. */
  illustration: (slug: string, address: string) =>
    get<Miniature>(`/labs/${encodeURIComponent(slug)}/illustration${address}`),
  code: (slug: string) => get<CodeFile[]>(`/labs/${encodeURIComponent(slug)}/code`),
  createRun: (lab: string, params: JsonObject, seed: number, play: boolean, speed: number | null) =>
    send<Run>('POST', '/runs', { lab, params, seed, play, speed, watched: true }),
  run: (id: string) => get<Run>(run(id)),
  figures: (id: string) => get<Figures>(`${run(id)}/figures`),
  control: (id: string, control: Control) => send<Run>('POST', `${run(id)}/control`, { ...control }),
  params: (id: string, params: JsonObject) => send<Run>('PATCH', `${run(id)}/params`, { params }),
  act: (id: string, action: JsonObject) => send<Run>('POST', `${run(id)}/actions`, { action }),
  fork: (id: string, step: number) => send<Run>('POST', `${run(id)}/fork`, { step }),
  upload: async (file: File) => {
    const form = new FormData()
    form.append('file', file)
    const uploaded: Upload = await (await request('/datasets', { method: 'POST', body: form })).json()
    return uploaded
  },
  runs: () => get<Run[]>('/runs'),
  deleteRun: (id: string) => request(run(id), { method: 'DELETE' }),
  datasets: () => get<Upload[]>('/datasets'),
  deleteDataset: (id: string) => request(`/datasets/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  metrics: (id: string) => get<MetricsBlock>(`${run(id)}/metrics?format=bdata`),
  /** What was measured by a step: the last value of each metric. */
  metricsAt: (id: string, step: number) => get<Told>(`${run(id)}/metrics/${step}`),
  keyframes: (id: string) => get<{ step: number }[]>(`${run(id)}/keyframes`),
  log: (id: string) => get<LogLine[]>(`${run(id)}/log`),
  keyframe: (id: string, step: number) => get<Frame>(`${run(id)}/frames/${step}`),
}
