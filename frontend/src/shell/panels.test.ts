import { beforeEach, expect, it, vi } from 'vitest'

/** A page whose storage the test can clear, as another page or the user may. */
const kept = new Map<string, string>()
let told: (() => void)[] = []

beforeEach(() => {
  kept.clear()
  told = []
  vi.resetModules()
  vi.stubGlobal('innerWidth', 1440)
  vi.stubGlobal('addEventListener', (_: string, tell: () => void) => told.push(tell))
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})

it('projects the lesson, opens it for that, and puts it back', async () => {
  const { panels } = await import('./panels.svelte')
  expect(panels.open('lesson')).toBe(false)
  panels.project()
  expect([panels.open('lesson'), panels.projected]).toEqual([true, true])
  panels.project()
  expect([panels.open('lesson'), panels.projected]).toEqual([true, false])
})

it('opens the lesson in its place after it was folded elsewhere while projected', async () => {
  const { panels } = await import('./panels.svelte')
  panels.project()
  kept.clear()
  for (const tell of told) tell()
  expect(panels.open('lesson')).toBe(false)
  panels.toggle('lesson')
  expect([panels.open('lesson'), panels.projected]).toEqual([true, false])
  kept.clear()
  for (const tell of told) tell()
  panels.project()
  expect([panels.open('lesson'), panels.projected]).toEqual([true, true])
})
