import { expect, it } from 'vitest'
import { older } from './newer'
import type { Run } from './types'

const run = (updated: string, revision?: number): Run => ({
  id: 'a',
  lab: 'b',
  name: null,
  params: {},
  start_params: {},
  seed: 0,
  state: 'paused',
  step: 0,
  device: 'cpu',
  parent: null,
  fork_step: null,
  message: null,
  speed: null,
  watched: true,
  max_steps: 1,
  numerics: null,
  datasets: [],
  created: updated,
  updated,
  pinned: false,
  resumable: true,
  revision,
})

it('compares instants, however they are written', () => {
  const early = '2026-01-02T03:04:05.000100Z'
  const late = '2026-01-02T03:04:05.000200+00:00'
  expect(older(run(early), run(late))).toBe(true)
  expect(older(run(late), run(early))).toBe(false)
  expect(older(run('2026-01-02T03:04:05.000200Z'), run(late))).toBe(false)
  expect(older(run(late), run('2026-01-02T03:04:05.000200Z'))).toBe(false)
  expect(older(run('2026-01-02T03:04:05Z'), run('2026-01-02T03:04:05.000001+00:00'))).toBe(true)
  expect(older(run('2026-01-02T04:04:05+01:00'), run('2026-01-02T03:04:05Z'))).toBe(false)
})

it('goes by the revision where there is one', () => {
  const instant = '2026-01-02T03:04:05Z'
  expect(older(run(instant, 3), run('2020-01-01T00:00:00Z', 4))).toBe(true)
  expect(older(run('2020-01-01T00:00:00Z', 4), run(instant, 3))).toBe(false)
  expect(older(run(instant, 4), run(instant, 4))).toBe(false)
})
