import type { TreeFigure, ViewArrays } from '../../api/types'
import { steadyNumber } from '../../base/numbers'
import { filled, type Lang } from '../../base/words'
import { endedOf, nodesOf, type Node } from './tree'
import { said } from './words'

const MOST = 8

export function nodeText(node: Node, lang: Lang): string {
  return filled(said.node[lang], {
    said: node.said,
    p: steadyNumber(node.p, 3),
    total: steadyNumber(node.total, 3),
    fate: said.fates[node.fate]?.[lang] ?? '',
  })
}

/** How far the tree has grown, and what has ended. */
export function treeSentences(_: TreeFigure, arrays: ViewArrays, lang: Lang): string[] {
  const nodes = nodesOf(arrays)
  if (nodes.length === 0) return [said.none[lang]]
  const ended = endedOf(nodes)
  const t = Math.max(...nodes.map(({ depth }) => depth))
  return [
    filled(said.grown[lang], { n: nodes.length - 1, t, k: ended.length }),
    ...ended.slice(0, MOST).map((node) =>
      filled(said.ended[lang], {
        text: node.said,
        T: node.depth,
        total: steadyNumber(node.total, 3),
        score: steadyNumber(node.score, 3),
      }),
    ),
  ]
}
