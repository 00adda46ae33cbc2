import { afterEach, expect, it, vi } from 'vitest'
import type { Frame, Metric, Run } from '../api/types'
import { Settling } from '../base/settled.svelte'
import { block, runAt } from './fixture'
import { LiveRun } from './live.svelte'

const score: Metric = {
  title: { en: '', zh: '' },
  headline: true,
  better: 'more',
  percent: true,
}
const at = (step: number, value?: number): Frame => ({
  step,
  views: {},
  ...(value === undefined ? {} : { metrics: { score: value } }),
})

/** A server that answers by path and whose events are given one by one. */
class Fake {
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(answers: Record<string, unknown>) {
    vi.stubGlobal('document', { hidden: false, addEventListener: vi.fn(), removeEventListener: vi.fn() })
    vi.stubGlobal('fetch', (asked: string) => {
      const path = asked.replace('/api/v1/runs/', '')
      if (path.endsWith('/events')) {
        const body = new ReadableStream<Uint8Array>({ start: (stream) => (this.#stream = stream) })
        return Promise.resolve(new Response(body))
      }
      const status = path in answers ? 200 : 404
      const headers = { 'content-type': 'application/json' }
      return Promise.resolve(new Response(JSON.stringify(answers[path] ?? {}), { status, headers }))
    })
  }

  async tell(kind: string, data: unknown): Promise<void> {
    this.#stream?.enqueue(new TextEncoder().encode(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`))
    await rest()
  }
}

/** Until everything that was answered has been taken up: nothing here waits for longer than a turn. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
}
let live: LiveRun | undefined

async function follow(run: Run): Promise<LiveRun> {
  const gone = (error: Error): void => expect.fail(error.message)
  live = new LiveRun({ metrics: { score }, moments: [] }, run, {}, new Settling(), gone)
  live.follow()
  await rest()
  return live
}

afterEach(() => {
  live?.close()
  vi.unstubAllGlobals()
})

/** A parent of 12 steps, best at the last, and what is kept of it; forked at 8. */
const parent = {
  p: runAt('p', 12),
  'p/metrics?format=bdata': block(1, {
    score: [0.5, 0.5, 0.75, NaN, NaN, 0.625, NaN, NaN, NaN, 0.5, NaN, 1],
  }),
  'p/keyframes': [0, 8, 12].map((step) => ({ step })),
  'p/log': [],
  'p/frames/0': at(0, 0.25),
  'p/frames/8': at(8),
  'p/frames/12': at(12, 0.9375),
}

it('knows one value for one step, however it is asked for', async () => {
  const server = new Fake({ 'r/frames/0': at(0, 0.25), 'r/keyframes': [], 'r/log': [] })
  const run = await follow(runAt('r', 0))
  await server.tell('frame', at(0, 0.25))
  await server.tell('metrics', block(1, { score: [0.5, NaN, 0.75, NaN] }))
  expect(run.value('score')).toBe(0.75)
  expect(run.valueAt('score', { step: 4, of: 'own' })).toBe(0.75)
  await server.tell('frame', at(4, 0.8125)) // it rests
  expect(run.value('score')).toBe(0.8125)
  expect(run.valueAt('score', { step: 4, of: 'own' })).toBe(0.8125)
  await server.tell('metrics', block(5, { score: [NaN, 0.625] }))
  expect(run.value('score')).toBe(0.625)
  expect(run.valueAt('score', { step: 4, of: 'own' })).toBe(0.8125)
  expect(run.valueAt('score', { step: 0, of: 'own' })).toBe(0.25)
})

it('has the same value as its parent where they part', async () => {
  const server = new Fake(parent)
  const run = await follow(runAt('f', 8, { parent: 'p', fork_step: 8 }))
  await server.tell('frame', at(8, 0.6875))
  for (const of of ['own', 'parent'] as const)
    expect(run.valueAt('score', { step: 8, of })).toBe(run.value('score'))
  expect(run.value('score')).toBe(0.6875)
  // Before the end of its first epoch a fork has what its parent had.
  await server.tell('metrics', block(9, { score: [NaN, NaN] }))
  await server.tell('metrics', block(11, { score: [0.875] }))
  expect(run.valueAt('score', { step: 10, of: 'own' })).toBe(0.625)
  expect(run.valueAt('score', { step: 10, of: 'parent' })).toBe(0.5)
})

/** 4,000 values: more than a curve holds one by one, and no two neighbours are alike. */
const long = Array.from({ length: 4000 }, (_, index) => (index % 7) / 8)

it('knows the value of every step of a long run, and shows none that is not known', async () => {
  const server = new Fake({
    'r/frames/2500': at(2500),
    'r/metrics/2500': { step: 2500, metrics: { score: long[2499] } },
    'r/metrics/2600': { step: 2599, metrics: { score: 0.5 } },
  })
  const run = await follow(runAt('r', 4000))
  await server.tell('metrics', block(1, { score: long }))
  expect(run.value('score')).toBe(long[3999])
  run.look(2500)
  expect(run.value('score')).toBeNull()
  await rest()
  expect(run.value('score')).toBe(long[2499])
  // What the server does not have yet is no answer.
  run.look(2600)
  await rest()
  expect(run.value('score')).toBeNull()
})

it('knows the values of its parent, where neither has one of its own', async () => {
  const server = new Fake({
    ...parent,
    p: runAt('p', 4000),
    'p/metrics?format=bdata': block(1, { score: long }),
    'p/metrics/2500': { step: 2500, metrics: { score: long[2499] } },
    'p/metrics/3000': { step: 3000, metrics: { score: long[2999] } },
    'f/metrics/3001': { step: 3001, metrics: {} },
  })
  const run = await follow(runAt('f', 3000, { parent: 'p', fork_step: 3000 }))
  await server.tell('metrics', block(3001, { score: [NaN] }))
  const places = [
    { step: 2500, of: 'own' },
    { step: 3001, of: 'own' },
    { step: 3000, of: 'parent' },
  ] as const
  for (const place of places) await run.recall(place)
  expect(places.map((place) => run.valueAt('score', place))).toEqual([long[2499], long[2999], long[2999]])
})

it('has no best value that is worse than one it has shown', async () => {
  const server = new Fake({ 'r/frames/0': at(0, 0.25), 'r/keyframes': [], 'r/log': [] })
  const run = await follow(runAt('r', 0))
  await server.tell('frame', at(0, 0.25))
  expect(run.best('score')).toBeNull()
  await server.tell('metrics', block(1, { score: [0.5, NaN] }))
  await server.tell('frame', at(2, 0.75)) // it rests within an epoch
  expect(run.best('score')).toEqual({ step: 2, value: 0.75 })
  await server.tell('metrics', block(3, { score: [0.625] }))
  expect(run.best('score')).toEqual({ step: 2, value: 0.75 })
  await server.tell('metrics', block(4, { score: [0.875] }))
  expect(run.best('score')).toEqual({ step: 4, value: 0.875 })
})

it('is told as one run with what it was forked from', async () => {
  const server = new Fake(parent)
  const run = await follow(runAt('f', 8, { parent: 'p', fork_step: 8 }))
  await server.tell('metrics', block(9, { score: [0.7] }))
  await server.tell('frame', at(9))
  expect(run.moments.best('score')).toEqual({ step: 3, value: 0.75 })
  await server.tell('metrics', block(10, { score: [0.875] }))
  expect(run.moments.best('score')).toEqual({ step: 10, value: 0.875 })
})

it('tells nothing where the run that it was forked from is gone', async () => {
  const server = new Fake({})
  const run = await follow(runAt('f', 8, { parent: 'p', fork_step: 8 }))
  await server.tell('frame', at(8, 0.5))
  await server.tell('metrics', block(9, { score: [0.5, 0.75] }))
  expect(run.moments.best('score')).toBeNull()
})
