import { expect, it } from 'vitest'
import type { Run } from '../api/types'
import { Past } from './past.svelte'

it('lays the changes of a run over its start, each entry what it changed or all that was in force', () => {
  const past = new Past(
    { start_params: { lr: 1, l2: 0, batch_size: 4 }, fork_step: null } as unknown as Run,
    null,
  )
  past.log = [
    { step: 5, kind: 'params', value: { lr: 2, l2: 0, batch_size: 4 } },
    { step: 8, kind: 'action', value: { kind: 'nudge', lr: 9 } },
    { step: 9, kind: 'params', value: { l2: 3 } },
    { step: 12, kind: 'params', value: { batch_size: 1 } },
  ]
  expect(past.params(4)).toEqual({ lr: 1, l2: 0, batch_size: 4 })
  expect(past.params(9)).toEqual({ lr: 2, l2: 3, batch_size: 4 })
  expect(past.params(20)).toEqual({ lr: 2, l2: 3, batch_size: 1 })
  expect(past.run.start_params).toEqual({ lr: 1, l2: 0, batch_size: 4 })
})
