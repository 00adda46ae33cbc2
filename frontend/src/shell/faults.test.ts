import { expect, it } from 'vitest'
import { Problem } from '../api/client'
import { Faults } from './faults.svelte'

it.each([
  [429, true],
  [507, true],
  [500, false],
])('shows what can be ended or deleted where a limit or the room is used up (%i)', (status, way) => {
  const said = { en: 'no', zh: '不' }
  const body = { type: 'urn:lossland:x', title: 'x', status, detail: 'no', message: said, errors: [] }
  const faults = new Faults(() => undefined)
  faults.report(new Problem(body))
  expect(faults.notices.current?.action != null).toBe(way)
})
