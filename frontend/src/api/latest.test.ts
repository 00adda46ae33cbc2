import { expect, it } from 'vitest'
import { Latest } from './latest'

it('does one task at a time and of the waiting values only the last', async () => {
  const done: number[] = []
  let release: () => void = () => undefined
  const latest = new Latest<number>(async (value) => {
    done.push(value)
    await new Promise<void>((resolve) => (release = resolve))
  })
  latest.offer(1)
  latest.offer(2)
  latest.offer(3)
  expect(done).toEqual([1])
  release()
  await Promise.resolve()
  await Promise.resolve()
  expect(done).toEqual([1, 3])
})

it('merges what waits when told how', async () => {
  const done: object[] = []
  let release: () => void = () => undefined
  const latest = new Latest<object>(
    async (value) => {
      done.push(value)
      await new Promise<void>((resolve) => (release = resolve))
    },
    (waiting, value) => ({ ...waiting, ...value }),
  )
  latest.offer({ a: 1 })
  latest.offer({ b: 2 })
  latest.offer({ c: 3, b: 4 })
  release()
  await Promise.resolve()
  await Promise.resolve()
  expect(done).toEqual([{ a: 1 }, { b: 4, c: 3 }])
})
