import { describe, expect, it } from 'vitest'
import { packed } from '../fixture'
import { treeSentences } from './sentences'
import { decimals, endedOf, goesOn, joined, lineage, neighbour, nodesOf, stepsOf } from './tree'

const NAN = Number.NaN

/** Width 2: "the cat" ends, "the dog" goes on, "a" is dropped after one step. */
const arrays = {
  parent: packed('i4', Int32Array.of(-1, 0, 0, 1, 1, 2, 3, 4)),
  text: packed('u1', new TextEncoder().encode('\n▁the\n▁a\n▁cat\n▁dog\n▁cow\n</s>\ns\n')),
  p: packed('f4', Float32Array.of(1, 0.5, 0.25, 0.5, 0.25, 0.125, 1, 0.5)),
  total: packed('f4', Float32Array.of(0, -0.7, -1.4, -1.4, -2.1, -3.5, -1.4, -2.8)),
  score: packed('f4', Float32Array.of(NAN, NAN, NAN, NAN, NAN, NAN, -0.65, NAN)),
  fate: packed('u1', Uint8Array.of(1, 1, 1, 1, 1, 0, 2, 1)),
  path: packed('u1', Uint8Array.of(3, 3, 0, 3, 0, 0, 3, 0)),
}

describe('a search tree', () => {
  const nodes = nodesOf(arrays)

  it('knows what was said up to each word, pieces of a word joined', () => {
    expect(nodes.map(({ said }) => said)).toEqual([
      '',
      'the',
      'a',
      'the cat',
      'the dog',
      'a cow',
      'the cat</s>',
      'the dogs',
    ])
    expect(nodes.map(({ depth }) => depth)).toEqual([0, 1, 1, 2, 2, 2, 3, 3])
    expect(joined(['▁un', 'known', '▁word'])).toBe('unknown word')
  })

  it('lists what has ended, the best first', () => {
    expect(endedOf(nodes).map(({ index }) => index)).toEqual([6])
  })

  it('keeps what went on where rows are few, and says how many were dropped', () => {
    const [, , second] = stepsOf(nodes, 2)
    expect(second?.nodes.map(({ index }) => index)).toEqual([3, 4])
    expect(second?.left).toBe(1)
    expect(stepsOf(nodes, 9)[2]?.left).toBe(0)
  })

  it('puts children in the order of their parents, spread over the height', () => {
    for (const { nodes: column } of stepsOf(nodes, 9)) {
      expect(column.map(({ y }) => y)).toEqual(column.map((_, row) => (row + 0.5) / column.length))
      const parents = column.map(({ parent }) => parent)
      expect(parents).toEqual([...parents].sort((a, b) => a - b))
    }
  })

  it('finds the way back, and the neighbours', () => {
    expect(lineage(nodes, 6)).toEqual(new Set([6, 3, 1, 0]))
    const steps = stepsOf(nodes, 9)
    const at = (depth: number, row: number) => steps[depth]?.nodes[row] ?? steps[0]!.nodes[0]!
    expect(neighbour('ArrowRight', at(1, 0), steps)?.index).toBe(3)
    expect(neighbour('ArrowLeft', at(2, 2), steps)?.index).toBe(2)
    expect(neighbour('ArrowDown', at(2, 0), steps)?.index).toBe(4)
    expect(neighbour('ArrowUp', at(2, 0), steps)).toBeNull()
    expect(neighbour('x', at(2, 0), steps)).toBeNull()
  })

  it('tells one that grew from another one', () => {
    expect(goesOn(nodes.slice(0, 3), nodes)).toBe(true)
    expect(goesOn([], nodes)).toBe(false)
    expect(goesOn(nodes, nodes)).toBeNull()
    expect(goesOn(nodes, nodes.slice(0, 3))).toBeNull()
    expect(goesOn([...nodes.slice(0, 1), ...nodes.slice(2, 4)], nodes)).toBe(false)
  })

  it('is told in sentences', () => {
    const [grown, ended] = treeSentences({} as never, arrays, 'en')
    expect(grown).toContain('7 words in 3 steps')
    expect(ended).toContain('the cat')
    expect(treeSentences({} as never, {}, 'zh')).toHaveLength(1)
  })

  it('writes decimals with a minus', () => {
    expect(decimals(-1.005, 1)).toBe('−1.0')
  })
})
