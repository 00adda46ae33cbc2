import { expect, it } from 'vitest'
import type { LabSummary } from '../../api/types'
import { floats } from '../../views/fixture'
import { fitting, pathOf } from './course'
import { frameAt } from '../../miniature/reel'

const lab = (slug: string, topic = ''): LabSummary => {
  const text = { en: slug, zh: `${slug}的` }
  const topics = topic ? [{ en: topic, zh: topic }] : []
  const part = { part: 'p', part_title: text }
  return { slug, ...part, title: text, summary: text, question: text, topics, instant: false }
}

it('leads to and fro, so that each card lies beside the next', () => {
  const stops = pathOf(
    ['a', 'b', 'c', 'd', 'e'].map((slug) => lab(slug)),
    2,
  )
  expect(stops.map(({ number, row, column, next }) => [number, row, column, next])).toEqual([
    [1, 0, 0, 'right'],
    [2, 0, 1, 'turn'],
    [3, 1, 1, 'left'],
    [4, 1, 0, 'turn'],
    [5, 2, 0, null],
  ])
  expect(pathOf([lab('a'), lab('b')], 1).map(({ column, next }) => [column, next])).toEqual([
    [0, 'turn'],
    [0, null],
  ])
})

it('finds every word of a search in either language', () => {
  const labs = [lab('one', 'Feature scaling'), lab('two')]
  expect(fitting(labs, 'SCALING one').map(({ slug }) => slug)).toEqual(['one'])
  expect(fitting(labs, '的')).toHaveLength(2)
  expect(fitting(labs, 'three')).toEqual([])
})

it('shows what a frame brings over what those before it had', () => {
  const [a, b, c] = [floats([1]), floats([2]), floats([3])]
  expect(frameAt([{ x: a, y: b }, { y: c }], 1)).toEqual({ x: a, y: c })
  expect(frameAt([{ x: a }, { x: b }], 0)).toEqual({ x: a })
  expect(frameAt([], -1)).toEqual({})
})
