"""The steps of a run at which a picture is always kept: close together at first, then at ever equal ratios."""

from __future__ import annotations

import math
from functools import cache

PER_DOUBLING = 2
LAST = 10_000_000


@cache
def landmarks() -> tuple[int, ...]:
    """0, 1, 2, 3, 4, 6, 8, 11, 16, ...: so many in each doubling, up to the longest run."""
    most = math.floor(PER_DOUBLING * math.log2(LAST))
    return (0, *sorted({round(2 ** (k / PER_DOUBLING)) for k in range(most + 1)}))


@cache
def _known() -> frozenset[int]:
    return frozenset(landmarks())


def is_landmark(step: int) -> bool:
    """Whether a step is one."""
    return step in _known()
