import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Notices } from './notices.svelte'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('lets what is only worth knowing leave after a while, the last from when it was said', () => {
  const notices = new Notices()
  notices.say('info', 'first')
  vi.advanceTimersByTime(8000)
  notices.say('info', 'second')
  vi.advanceTimersByTime(8000)
  expect(notices.current?.text).toBe('second')
  vi.advanceTimersByTime(4000)
  expect(notices.current).toBeNull()
})

it('keeps it while somebody is at it', () => {
  const notices = new Notices()
  notices.say('info', 'kept')
  notices.hold()
  vi.advanceTimersByTime(60_000)
  expect(notices.current?.text).toBe('kept')
  notices.release()
  vi.advanceTimersByTime(12_000)
  expect(notices.current).toBeNull()
})

it('keeps what is wrong until it is over', () => {
  const notices = new Notices()
  notices.say('info', 'before')
  notices.say('bad', 'refused')
  vi.advanceTimersByTime(60_000)
  expect(notices.current?.text).toBe('refused')
  notices.over()
  expect(notices.current).toBeNull()
})
