"""What a computation costs, in parts of a fixed one: the same on a slow machine, a fast one and a busy one."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time

import torch

SIDE, PRODUCTS = 256, 40
"""The fixed piece: so many products of square matrices and as many small operations, about 30 ms of a core of 2020."""


def piece() -> None:
    """A fixed piece of torch work."""
    a = torch.full((SIDE, SIDE), 1 / SIDE)
    small = torch.zeros(8)
    for _ in range(PRODUCTS):
        a = a @ a
        for _ in range(20):
            small = small + 1


def seconds(work: Callable[[], object]) -> float:
    """Of this thread's own work, whatever else the machine does: the least of three."""

    def once() -> float:
        began = thread_time()
        work()
        return thread_time() - began

    return min(once() for _ in range(3))


def effort(work: Callable[[], object]) -> float:
    """How many of the fixed pieces some work costs."""
    return seconds(work) / seconds(piece)
