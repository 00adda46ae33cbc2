"""What the attention lab has computed, by what is looked at. All float64."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.lab import constant, derived
from lossland.labs.sequences.attention.reading import Reading
from lossland.labs.sequences.attention.sentence import Sentence


@dataclass(frozen=True)
class Attended:
    """One attention with all that it is made of: T queries, three keys, two numbers each."""

    Q: Tensor
    """(T, 2)"""
    K: Tensor
    """(3, 2)"""
    V: Tensor
    """(3, 2)"""
    e: Tensor
    """(T, 3) scores."""
    scaled: Tensor
    """(T, 3) the same, divided by the root where the form has one."""
    seen: Tensor
    """(T, 3) bool."""
    added: Tensor
    """(T, 3) with the mask added: -inf where a key is not seen, unless it is masked after the softmax."""
    alpha: Tensor
    """(T, 3)"""
    out: Tensor
    """(T, 2)"""
    row: int
    """The query that is looked at, from 0."""


@dataclass(frozen=True)
class Spread:
    """Scores of random queries and keys by their width."""

    widths: Tensor
    """(W,)"""
    variance: Tensor
    """(W,) of q' k."""
    largest: Tensor
    """(2, W) the largest weight of a query on average: without and with the root."""
    slope: Tensor
    """(2, W) the largest entry of the softmax's Jacobian, on average."""
    alpha: Tensor
    """(2, keys) of one query, at the chosen width."""


@dataclass(frozen=True)
class Headed:
    """Four heads with weights that are set by hand."""

    words: list[str]
    positions: Tensor
    """(n, 32)"""
    alpha: Tensor
    """(4, n, n)"""
    apart: float
    """How far apart the outputs of exchanged tokens and the exchanged outputs are, at most."""


@dataclass(frozen=True)
class Stacked:
    """Tokens on their way through blocks with random weights."""

    alike: Tensor
    """(L + 1,) mean cosine between two tokens."""
    gradient: Tensor
    """(L + 1,) the gradient that comes down to each height, as a share of that at the top."""


@dataclass
class State:
    """What is drawn at the start, and what was made of it. Of the derived fields those that are not looked at are None."""

    q: Tensor = constant()
    """(queries, 512) of variance 1."""
    k: Tensor = constant()
    """(queries, keys, 512)"""
    words: Tensor = constant()
    """(16, 16) orthogonal vectors, one for each word."""
    tokens: Tensor = constant()
    """(2, 8, 32) two sequences."""
    weights: Tensor = constant()
    """(24, 4, 32, 32) of attention."""
    feeds: Tensor = constant()
    """(24, 2, 32, 64) of the two layers at each position."""
    reading: Reading | None = None
    attended: Attended | None = derived()
    spread: Spread | None = derived()
    headed: Headed | None = derived()
    stacked: Stacked | None = derived()
    sentence: Sentence | None = derived()
