"""GloVe: vectors whose products are the logarithms of how often words were met together.

J = sum_ij f(X_ij) (theta_i' e_j + b_i + b'_j - log X_ij)^2 with f(x) = min(1, (x / x_max)^(3/4)), so f(0) = 0: pairs that never
meet drop out, and log 0 is never asked for. Both roles of a word are symmetric; what is used is (e + theta) / 2.
Source: Pennington, Socher and Manning 2014.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.sequences.vocabulary import Text

_TINY = 1e-10


class Together(NamedTuple):
    """The pairs that were met: word i with word j in its window, X_ij > 0."""

    i: Tensor
    j: Tensor
    X: Tensor


class Glove(NamedTuple):
    """The parameters; training changes them in place."""

    e: Tensor
    """(V, d)."""
    theta: Tensor
    """(V, d)."""
    b: Tensor
    """(V,), of theta's words."""
    c: Tensor
    """(V,), of e's words: b' of the formula."""


class GloveGradients(NamedTuple):
    """Of the summed loss of a batch of pairs, a row each."""

    loss: Tensor
    e: Tensor
    theta: Tensor
    b: Tensor
    """(P,), of both biases alike."""


def together(text: Text, window: int, V: int) -> Together:
    """Counts of pairs within `window` words of a sentence; one at a distance of k counts 1 / k."""
    keys, counts = [], []
    for k in range(1, window + 1):
        same = text.sentence[:-k] == text.sentence[k:]
        left, right = text.ids[:-k][same], text.ids[k:][same]
        keys += [left * V + right, right * V + left]
        counts += [torch.full((2 * len(left),), 1 / k, dtype=torch.float64)]
    if not keys:
        keys, counts = [text.ids[:0]], [torch.zeros(0, dtype=torch.float64)]
    found, place = torch.unique(torch.cat(keys), return_inverse=True)
    X = torch.zeros(len(found), dtype=torch.float64).index_add_(0, place, torch.cat(counts))
    return Together(found // V, found % V, X.float())


def glove(V: int, d: int, rng: torch.Generator) -> Glove:
    """All numbers uniform within 1 / (2 d) of 0."""
    e, theta = ((torch.rand(V, d, generator=rng) - 0.5) / d for _ in range(2))
    b, c = ((torch.rand(V, generator=rng) - 0.5) / d for _ in range(2))
    return Glove(e, theta, b, c)


def weight(X: Tensor, most: float) -> Tensor:
    """f: how much a pair counts; 0 where it was never met, 1 from x_max = `most` on."""
    return (X / most).pow(0.75).clamp(max=1)


def glove_gradients(net: Glove, pairs: Together, most: float) -> GloveGradients:
    """The loss of some pairs, and its gradient by their rows."""
    e, theta = net.e[pairs.j], net.theta[pairs.i]  # (P, d)
    f = weight(pairs.X, most)
    off = (e * theta).sum(1) + net.b[pairs.i] + net.c[pairs.j] - pairs.X.log()  # (P,)
    both = 2 * f * off
    return GloveGradients((f * off * off).sum(), both[:, None] * theta, both[:, None] * e, both)


def zeros_like(net: Glove) -> Glove:
    """What AdaGrad begins from."""
    return Glove(*map(torch.zeros_like, net))


def adagrad(net: Glove, squares: Glove, pairs: Together, gradients: GloveGradients, rate: float) -> None:
    """Each number goes by rate / sqrt(sum of its squared gradients, this batch's among them). Changes both in place."""
    rows = (pairs.j, pairs.i, pairs.i, pairs.j)
    own = (gradients.e, gradients.theta, gradients.b, gradients.b)
    for value, square, ids, gradient in zip(net, squares, rows, own, strict=True):
        square.index_add_(0, ids, gradient * gradient)
        value.index_add_(0, ids, gradient / (square[ids].sqrt() + _TINY), alpha=-rate)


def final(net: Glove) -> Tensor:
    """(e + theta) / 2, (V, d)."""
    return (net.e + net.theta) / 2
