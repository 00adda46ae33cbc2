"""The steps of a run at which a picture is always kept: close together at first, then at ever about equal ratios."""

from __future__ import annotations

from functools import cache

FACTORS = (10, 15, 25, 40, 60)
"""Of each decade: about equal ratios, and numbers that are easily read. The page's ribbon stands on the same ones."""
LAST = 10_000_000


@cache
def landmarks() -> tuple[int, ...]:
    """0, 1, 2, 3, 4, 6, 10, 15, 25, 40, 60, 100, ..., up to the longest run."""
    decades = [factor * 10**power for power in range(len(str(LAST))) for factor in FACTORS]
    return (0, 1, 2, 3, 4, 6, *(step for step in decades if step <= LAST))


@cache
def _known() -> frozenset[int]:
    return frozenset(landmarks())


def is_landmark(step: int, origin: int = 0) -> bool:
    """Whether a step is one, counted from the start or from `origin`."""
    return step in _known() or step - origin in _known()
