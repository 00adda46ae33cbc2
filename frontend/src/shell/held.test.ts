import { expect, it } from 'vitest'
import { changed, Held } from './held'

it('shows what was set last, whatever an older answer says', () => {
  const held = new Held()
  held.hold({ lr: 0.3 })
  expect(held.over({ lr: 0.1, l2: 0 })).toEqual({ lr: 0.3, l2: 0 })
  held.hold({ lr: 0.4, l2: 1 })
  held.release({ lr: 0.3 })
  expect(held.over({ lr: 0.3, l2: 0 })).toEqual({ lr: 0.4, l2: 1 })
  held.release({ lr: 0.4, l2: 1 })
  expect(held.over({ lr: 0.7, l2: 1 })).toEqual({ lr: 0.7, l2: 1 })
})

it('finds what was changed', () => {
  expect(changed({ a: 1, b: { c: [1] } }, { a: 1, b: { c: [2] }, d: null })).toEqual({
    b: { c: [2] },
    d: null,
  })
})
