import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Pace } from './pace'

describe('the pace of a picture', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint, 0))
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  /** How often a picture that takes so long is drawn within two seconds in which it is always wanted. */
  async function drawings(cost: number, rate: number): Promise<number> {
    let count = 0
    const pace = new Pace(rate, async () => {
      count++
      pace.request()
      await new Promise((resolve) => setTimeout(resolve, cost))
    })
    pace.request()
    await vi.advanceTimersByTimeAsync(1999)
    pace.close()
    return count
  }

  it('keeps to its rate', async () => {
    expect(await drawings(5, 10)).toBe(20)
  })

  it('spends a third of the time on a slow picture', async () => {
    expect(await drawings(100, 30)).toBe(7)
  })

  it('draws once what is wanted once', async () => {
    const draw = vi.fn(async () => undefined)
    const pace = new Pace(30, draw)
    pace.request()
    await vi.advanceTimersByTimeAsync(500)
    expect(draw).toHaveBeenCalledTimes(1)
  })
})
