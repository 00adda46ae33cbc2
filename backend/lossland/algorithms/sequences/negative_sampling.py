"""Skip-gram and CBOW with negative sampling: is t a word that stands beside c, or one drawn at random?

P(y = 1 | c, t) = sigmoid(theta_t' e_c), with y = 1 for the word t that was there and y = 0 for K words that were drawn by
count^(3/4). The words of one window share the K drawn for its target, so that the scores of a window are one small matrix
product; only rows of words that were met or drawn change. Sources: Mikolov et al. 2013 (twice); Ji et al. 2016, Parallelizing
Word2Vec in Shared and Distributed Memory.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import softplus

from lossland.algorithms.sequences.windows import Windows

_NOISE = 2**20


class Vectors(NamedTuple):
    """Two vectors a word: `e` where it is given, `theta` where it is asked for. Both (V, d); training changes them in place."""

    e: Tensor
    theta: Tensor


class Gradients(NamedTuple):
    """Of the summed loss, by the rows that were looked up: each place of a word has a row of its own."""

    loss: Tensor
    """Summed, 0-dimensional."""
    terms: Tensor
    """How many predictions it sums over, each with its K negatives."""
    of_e: Tensor
    """(B, C, d) like the contexts, 0 for those that are not there."""
    of_theta: Tensor
    """(B, 1 + K, d): of the target first, then of the drawn words."""


def beginning(words: int, width: int, rng: torch.Generator, device: torch.device | None = None) -> Vectors:
    """e uniform within 1 / (2 d) of 0, theta 0: every first score is 0, every first chance a half."""
    e = (torch.rand(words, width, generator=rng, device=device) - 0.5) / width
    return Vectors(e, torch.zeros_like(e))


def noise(counts: Tensor, power: float = 0.75) -> Tensor:
    """A table of 2^20 words in which each has its share of count^power; to draw is to look up at random."""
    total = counts.double().pow(power).cumsum(0)
    at = (torch.arange(_NOISE, device=counts.device) + 0.5) / _NOISE * total[-1]
    return torch.searchsorted(total, at)


def drawn(table: Tensor, targets: int, K: int, rng: torch.Generator) -> Tensor:
    """(targets, K) words of the table."""
    return table[torch.randint(len(table), (targets, K), generator=rng, device=table.device)]


def skip_gram(vectors: Vectors, windows: Windows, negatives: Tensor) -> Gradients:
    """Each context word (B, C) alone predicts the target against `negatives` (B, K)."""
    asked = torch.cat([windows.target[:, None], negatives], 1)  # (B, 1 + K)
    e, theta = _rows(vectors.e, windows.context), _rows(vectors.theta, asked)  # (B, C, d), (B, 1 + K, d)
    scores = e @ theta.mT  # (B, C, 1 + K)
    counted = windows.there[:, :, None] & _fair(windows.target, asked)[:, None]  # (B, C, 1 + K)
    loss, wrong = _logistic(scores, counted)
    return Gradients(loss, windows.there.sum(), wrong @ theta, wrong.mT @ e)


def cbow(vectors: Vectors, windows: Windows, negatives: Tensor) -> Gradients:
    """The mean of the context words (B, C) predicts the target against `negatives` (B, K)."""
    asked = torch.cat([windows.target[:, None], negatives], 1)  # (B, 1 + K)
    e, theta = _rows(vectors.e, windows.context), _rows(vectors.theta, asked)  # (B, C, d), (B, 1 + K, d)
    there = windows.there.to(e.dtype)  # (B, C)
    share = there / there.sum(1, keepdim=True).clamp(min=1)
    mean = share[:, None] @ e  # (B, 1, d)
    some = windows.there.any(1)  # (B,)
    loss, wrong = _logistic(mean @ theta.mT, (some[:, None] & _fair(windows.target, asked))[:, None])
    return Gradients(loss, some.sum(), share[:, :, None] * (wrong @ theta), wrong.mT @ mean)


def descend(vectors: Vectors, windows: Windows, negatives: Tensor, gradients: Gradients, rate: float) -> None:
    """A step of plain gradient descent with the summed loss of the batch; rows of no word in it stay as they are."""
    d = vectors.e.shape[1]
    vectors.e.index_add_(0, windows.context.flatten(), gradients.of_e.view(-1, d), alpha=-rate)
    asked = torch.cat([windows.target[:, None], negatives], 1)
    vectors.theta.index_add_(0, asked.flatten(), gradients.of_theta.view(-1, d), alpha=-rate)


def _rows(table: Tensor, ids: Tensor) -> Tensor:
    """table[ids], which takes seven times as long."""
    return table.index_select(0, ids.flatten()).view(*ids.shape, -1)


def _fair(target: Tensor, asked: Tensor) -> Tensor:
    """(B, 1 + K): a drawn word that is the target itself counts nothing."""
    fair = asked != target[:, None]
    fair[:, 0] = True
    return fair


def _logistic(scores: Tensor, counted: Tensor) -> tuple[Tensor, Tensor]:
    """The logistic loss summed over what is counted, and its gradient sigmoid(score) - y; the first column has y = 1."""
    wrong = scores.sigmoid()
    wrong[..., 0] -= 1
    signed = scores.clone()
    signed[..., 0].neg_()
    return (softplus(signed) * counted).sum(), wrong * counted
