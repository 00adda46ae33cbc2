"""What the beam search lab looks at."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.algorithms.sequences.bleu import Bleu
from lossland.algorithms.sequences.search_tree import SearchTree
from lossland.lab.state import derived


@dataclass
class Line:
    """A hypothesis to be shown: its tokens (T,), P of each, its sum of logarithms and score."""

    pieces: list[str]
    p: Tensor
    total: float
    score: float


@dataclass
class Searched:
    """A search: its tree, the best hypotheses and the greedy one; where the best looked (layers and heads, T, S)."""

    tree: SearchTree
    best: list[Line]
    greedy: Line
    source: list[str]
    attention: Tensor | None


@dataclass
class Blamed:
    """What a person and the network say of a text, and the same for sentences of the house."""

    human: Line
    machine: Line
    log_ps: Tensor
    """(n, 2), scores of the person's and the network's translations; the first row is of the text."""
    wrong: Tensor
    """(n,) bool: where the network says something else."""


@dataclass
class Judged:
    """BLEU, and for each token of the translation whether it counts (T,)."""

    bleu: Bleu
    pieces: list[str]
    counts: Tensor


@dataclass
class State:
    """One of these, by what is looked at."""

    searched: Searched | None = derived()
    blamed: Blamed | None = derived()
    judged: Judged | None = derived()
