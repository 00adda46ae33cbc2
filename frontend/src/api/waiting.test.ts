import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { waiting } from './waiting.svelte'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('counts answers that do not come, until they do', async () => {
  let answer: (text: string) => void = () => undefined
  const quick = waiting.during(Promise.resolve('quick'))
  const late = waiting.during(new Promise<string>((resolve) => (answer = resolve)))
  expect(await quick).toBe('quick')
  await vi.advanceTimersByTimeAsync(7999)
  expect(waiting.late).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(waiting.late).toBe(1)
  answer('late')
  expect(await late).toBe('late')
  expect(waiting.late).toBe(0)
})

it('forgets those that fail', async () => {
  let refuse: (error: Error) => void = () => undefined
  const late = waiting.during(new Promise<string>((_, reject) => (refuse = reject))).catch(() => 'failed')
  await vi.advanceTimersByTimeAsync(8000)
  expect(waiting.late).toBe(1)
  refuse(new Error('away'))
  expect(await late).toBe('failed')
  expect(waiting.late).toBe(0)
})
