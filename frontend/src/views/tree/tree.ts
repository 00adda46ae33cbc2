import { unpack } from '../../api/arrays'
import type { Packed, ViewArrays } from '../../api/types'
import { linesOf, wordOf } from '../lines'

export const DROPPED = 0
export const ENDED = 2
export const BEST = 1
export const GREEDY = 2

/** A continuation that the search looked at. */
export interface Node {
  index: number
  parent: number
  depth: number
  token: string
  /** All that was said up to it. */
  said: string
  p: number
  total: number
  /** NaN where it has not ended. */
  score: number
  fate: number
  path: number
}

/** A node, and its place: the middle of the chip as shares of the column's height. */
export interface Placed extends Node {
  y: number
}

/** One step of the search. */
export interface Step {
  nodes: Placed[]
  /** So many that were dropped have no room. */
  left: number
}

const numbers = (packed: Packed | undefined): ArrayLike<number> => (packed ? unpack(packed) : [])

/** The words of tokens in a row. */
export function joined(tokens: readonly string[]): string {
  return tokens
    .map(wordOf)
    .map(({ text, begins }) => (begins ? ` ${text}` : text))
    .join('')
    .trim()
}

/** With so many decimals, and a real minus. */
export const decimals = (value: number, digits: number): string => value.toFixed(digits).replace('-', '−')

/** The nodes of a frame, the root first. */
export function nodesOf(arrays: ViewArrays): Node[] {
  const [parents, p, totals, scores, fates, paths] = ['parent', 'p', 'total', 'score', 'fate', 'path'].map(
    (name) => numbers(arrays[name]),
  )
  const nodes: Node[] = []
  const tokens: string[][] = []
  const written = linesOf(arrays['text']) // a small picture comes without words
  Array.from(parents ?? []).forEach((parent, index) => {
    const token = written[index] ?? ''
    const before = tokens[parent]
    tokens.push(before ? [...before, token] : [])
    nodes.push({
      index,
      parent,
      depth: before ? (nodes[parent]?.depth ?? 0) + 1 : 0,
      token: wordOf(token).text,
      said: joined(tokens[index] ?? []),
      p: p?.[index] ?? NaN,
      total: totals?.[index] ?? NaN,
      score: scores?.[index] ?? NaN,
      fate: fates?.[index] ?? DROPPED,
      path: paths?.[index] ?? 0,
    })
  })
  return nodes
}

/**
 * The steps from left to right, at most `rows` chips in each: what went on stays, of what was dropped the best. Children
 * stand in the order of their parents, so that no branches cross.
 */
export function stepsOf(nodes: readonly Node[], rows: number): Step[] {
  const steps: Step[] = []
  const place = new Map<number, number>()
  for (const node of nodes) {
    const step = (steps[node.depth] ??= { nodes: [], left: 0 })
    step.nodes.push({ ...node, y: 0.5 })
  }
  for (const step of steps) {
    let room = Math.max(0, rows - step.nodes.filter(({ fate }) => fate !== DROPPED).length)
    const seen = step.nodes.filter(({ fate, path }) => fate !== DROPPED || path > 0 || room-- > 0)
    step.left = step.nodes.length - seen.length
    seen.sort((a, b) => (place.get(a.parent) ?? 0) - (place.get(b.parent) ?? 0) || a.index - b.index)
    step.nodes = seen.map((node, row) => ({ ...node, y: (row + 0.5) / seen.length }))
    for (const { index, y } of step.nodes) place.set(index, y)
  }
  return steps
}

/** Whether a tree is one before it, grown further (true), another one (false), or neither (null). */
export function goesOn(before: readonly Node[], now: readonly Node[]): boolean | null {
  const common = Math.min(before.length, now.length)
  for (let k = 0; k < common; k++) if (before[k]?.said !== now[k]?.said) return false
  return now.length > before.length ? before.length > 0 : null
}

/** Those that ended, the best first. */
export function endedOf(nodes: readonly Node[]): Node[] {
  return nodes.filter(({ fate }) => fate === ENDED).sort((a, b) => b.score - a.score || a.index - b.index)
}

/** The indices from a node back to the root. */
export function lineage(nodes: readonly Node[], index: number): Set<number> {
  const found = new Set<number>()
  for (let at = index; at >= 0 && !found.has(at); at = nodes[at]?.parent ?? -1) found.add(at)
  return found
}

/** The node that an arrow key leads to. */
export function neighbour(key: string, from: Placed, steps: readonly Step[]): Placed | null {
  const column = steps[from.depth]?.nodes ?? []
  const row = column.findIndex(({ index }) => index === from.index)
  switch (key) {
    case 'ArrowUp':
      return column[row - 1] ?? null
    case 'ArrowDown':
      return column[row + 1] ?? null
    case 'ArrowLeft':
      return steps[from.depth - 1]?.nodes.find(({ index }) => index === from.parent) ?? null
    case 'ArrowRight':
      return steps[from.depth + 1]?.nodes.find(({ parent }) => parent === from.index) ?? null
    default:
      return null
  }
}
