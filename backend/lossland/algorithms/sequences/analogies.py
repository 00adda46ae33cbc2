"""What lies near a word, and what is to c as b is to a: all by the cosine, in the full dimension.

Source: Mikolov, Yih and Zweig 2013, Linguistic Regularities in Continuous Space Word Representations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor


class Found(NamedTuple):
    """Words by falling cosine."""

    ids: Tensor
    cosines: Tensor


def lengthless(E: Tensor) -> Tensor:
    """Each row scaled to length 1; a row of zeros stays."""
    length: Tensor = torch.linalg.vector_norm(E, dim=-1, keepdim=True)
    return E / length.clamp(min=torch.finfo(E.dtype).tiny)


def cosine(u: Tensor, v: Tensor) -> Tensor:
    """u'v / (|u| |v|), from -1 to 1; 0 where one of them is 0."""
    return (lengthless(u) * lengthless(v)).sum(-1)


def nearest(E: Tensor, point: Tensor, most: int, without: Sequence[int] = ()) -> Found:
    """The `most` words whose vectors E (V, d) have the largest cosine with a point (d,), those `without` left out."""
    cosines = lengthless(E) @ lengthless(point)  # (V,)
    cosines[list(without)] = -torch.inf
    top = cosines.topk(min(most, len(E) - len(set(without))))
    return Found(top.indices, top.values)


def neighbours(E: Tensor, word: int, most: int) -> Found:
    """The words nearest to one of them, which is left out."""
    return nearest(E, E[word], most, (word,))


def landing(E: Tensor, a: int, b: int, c: int) -> Tensor:
    """Where the arrow from a to b ends when it begins at c, (d,): b - a + c, each scaled to length 1 first."""
    unit = lengthless(E[[a, b, c]])
    return unit[1] - unit[0] + unit[2]


def analogy(E: Tensor, a: int, b: int, c: int, most: int) -> Found:
    """a is to b as c is to what: the words nearest to the landing point. The three given words are left out."""
    return nearest(E, landing(E, a, b, c), most, (a, b, c))


def solved(E: Tensor, questions: Tensor, without: bool = True) -> Tensor:
    """(Q,) bool: whether d is the first answer to each of the questions a, b, c, d (Q, 4); `without` leaves a, b, c out."""
    unit = lengthless(E)
    a, b, c, d = questions.T
    cosines = (unit[b] - unit[a] + unit[c]) @ unit.T  # (Q, V), up to the length of the landing point
    if without:
        cosines.scatter_(1, questions[:, :3], -torch.inf)
    return cosines.argmax(1).eq(d)
