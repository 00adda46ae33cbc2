"""A beam search as a tree: a node for each continuation that a step looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.beam_search import Found, Hypothesis

DROPPED, KEPT, ENDED = range(3)
BEST, GREEDY = 1, 2


@dataclass
class SearchTree:
    """N nodes, the root first, then step by step, each step's best first."""

    parent: Tensor
    """(N,), -1 of the root."""
    depth: Tensor
    """(N,), tokens said."""
    pieces: list[str]
    """The token of each."""
    p: Tensor
    """(N,), P of the token."""
    total: Tensor
    """(N,), sum log P up to it."""
    score: Tensor
    """(N,), where it ended, else NaN."""
    fate: Tensor
    """(N,) uint8: dropped, kept in the beam, or ended and beside it."""
    path: Tensor
    """(N,) uint8: 1 on the way to the best hypothesis, 2 on that of greedy search, 3 on both."""


def search_tree(
    found: Found, greedy: Hypothesis, alpha: float, pieces: Callable[[Sequence[int]], list[str]]
) -> SearchTree:
    """The tree of a search; `pieces` tells how tokens are written."""
    parents, said, fates = [-1], [Hypothesis((), ())], [KEPT]
    beam = [0]
    for step in found.steps:
        first = len(said)
        parents += [beam[k] for k in step.parent]
        said += step.grown
        fates += [KEPT if k in step.kept else ENDED if k in step.ended else DROPPED for k in range(len(step.grown))]
        beam = [first + k for k in step.kept]
    best = found.best(alpha)[0].tokens
    paths = [
        BEST * (each.tokens == best[: len(each.tokens)]) + GREEDY * (each.tokens == greedy.tokens[: len(each.tokens)])
        for each in said
    ]
    log_p = torch.tensor([each.log_ps[-1] if each.log_ps else 0.0 for each in said], dtype=torch.float64)
    scores = [each.score(alpha) if fate == ENDED else torch.nan for each, fate in zip(said, fates, strict=True)]
    return SearchTree(
        torch.tensor(parents),
        torch.tensor([len(each.tokens) for each in said]),
        ["", *pieces([each.tokens[-1] for each in said[1:]])],
        log_p.exp(),
        torch.tensor([each.log_p for each in said], dtype=torch.float64),
        torch.tensor(scores, dtype=torch.float64),
        torch.tensor(fates, dtype=torch.uint8),
        torch.tensor(paths, dtype=torch.uint8),
    )
