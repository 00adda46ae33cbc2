import { expect, it } from 'vitest'
import { drawing, Settling } from './settled.svelte'

const flush = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

it('is busy until every change has an end and its picture is painted', async () => {
  const settling = new Settling()
  let answer: () => void = () => undefined
  let refuse: () => void = () => undefined
  let paint: () => void = () => undefined
  const forget = drawing(() => new Promise<void>((resolve) => (paint = resolve)))
  settling.during(new Promise<void>((resolve) => (answer = resolve)))
  settling.during(new Promise<void>((_, reject) => (refuse = reject)))
  expect([settling.settled, settling.busy]).toEqual([0, true])
  answer()
  await flush()
  expect([settling.settled, settling.busy]).toEqual([0, true])
  refuse()
  await flush()
  expect([settling.settled, settling.busy]).toEqual([0, true])
  paint()
  await flush()
  expect([settling.settled, settling.busy]).toEqual([2, false])
  forget()
})

it('does not settle an earlier change while a later one is under way', async () => {
  const settling = new Settling()
  let paint: () => void = () => undefined
  const forget = drawing(() => new Promise<void>((resolve) => (paint = resolve)))
  settling.during(Promise.resolve())
  await flush()
  let answer: () => void = () => undefined
  settling.during(new Promise<void>((resolve) => (answer = resolve)))
  paint()
  await flush()
  expect([settling.settled, settling.busy]).toEqual([0, true])
  answer()
  await flush()
  paint()
  await flush()
  expect([settling.settled, settling.busy]).toEqual([2, false])
  forget()
})
