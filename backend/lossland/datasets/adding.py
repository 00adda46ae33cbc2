"""Two numbers of a sequence are marked; their sum is wanted: "1" stands beside one value of each half, "0" beside all others.

Sources: Hochreiter and Schmidhuber 1997 (the adding problem); Le, Jaitly and Hinton 2015 (values in [0, 1]).
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

ALWAYS_ONE = 1 / 6
"""Mean squared error of always answering 1, the mean of the sum: the variance of two values, 1/12 each."""


class MarkedSums(NamedTuple):
    """The value and the mark of each step (N, T, 2), and the sum of the two values marked (N,)."""

    x: Tensor
    sums: Tensor


def marked_sums(N: int, T: int, rng: torch.Generator) -> MarkedSums:
    """N sequences of T >= 2 steps: values uniform in [0, 1], a mark in the first T // 2 steps and another one after them."""
    values = torch.rand(N, T, generator=rng)
    half = T // 2
    first = torch.randint(half, (N, 1), generator=rng)
    second = torch.randint(half, T, (N, 1), generator=rng)
    marks = torch.zeros(N, T).scatter_(1, torch.cat([first, second], 1), 1.0)
    return MarkedSums(torch.stack([values, marks], 2), (values * marks).sum(1))
