import { describe, expect, it } from 'vitest'
import { atOnce, lookedAt } from './at-once'

const lab = { instant: false, at_once: { study: ['read', 'walk'] } }

describe('what there is nothing to play of', () => {
  it('is an instant lab, or parameters that a lab names', () => {
    expect(atOnce({ instant: true, at_once: {} }, {})).toBe(true)
    expect(atOnce({ instant: false, at_once: {} }, { study: 'read' })).toBe(false)
    expect(atOnce(lab, { study: 'walk' })).toBe(true)
    expect(atOnce(lab, { study: 'train' })).toBe(false)
  })

  it('keeps what says so', () => {
    expect(lookedAt(lab, { study: 'walk', rate: 1 })).toEqual({ study: 'walk' })
    expect(lookedAt({ instant: true, at_once: {} }, { rate: 1 })).toEqual({})
  })
})
