"""The search, step by step."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Tree
from lossland.lab.views.lines import text_lines
from lossland.labs.sequences.beam_search.params import BeamParams
from lossland.labs.sequences.beam_search.pictures.seen import Seen


def draw(seen: Seen) -> dict[str, Tensor] | None:
    """As far as it is shown."""
    if seen.s.searched is None:
        return None
    tree = seen.s.searched.tree
    there = int((tree.depth <= seen.p.shown).sum())  # nodes are in the order of their depth
    return {
        "parent": tree.parent[:there].to(torch.int32),
        "text": text_lines(tree.pieces[:there]),
        "p": tree.p[:there],
        "total": tree.total[:there],
        "score": tree.score[:there],
        "fate": tree.fate[:there],
        "path": tree.path[:there],
    }


def figure(p: BeamParams) -> Tree | None:
    """With products where the tree is short."""
    if p.study not in ("toy", "sentence"):
        return None
    return Tree(
        title=T("The search", "搜索过程"),
        caption=T(
            "Each step looks at all continuations of the beam and keeps the B best. Blue: the best found; dashed: greedy.",
            "每一步查看束中所有续写，保留最好的 B 个。蓝色为找到的最佳假设，虚线为贪心搜索。",
        ),
        alt=T(
            "A tree that grows from left to right: words with their probabilities, kept or dropped, and what has ended.",
            "自左向右生长的树：词及其概率、保留或舍弃，以及已结束的假设。",
        ),
        products=p.study == "toy",
        step="shown",
    )
