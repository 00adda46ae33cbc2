"""Which keyframes stay when a run has too many."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from lossland.runs.landmarks import is_landmark

Distance = Callable[[int, int], float]


def dropped(sizes: Mapping[int, int], *, most: int, bytes_budget: int) -> list[int]:
    """The steps to drop from `sizes` (step -> bytes) so that at most `most` keyframes and `bytes_budget` bytes remain.

    The keyframe that goes is always the one whose neighbours are closest together, so the timeline stays even at
    whatever interval keyframes arrive. Landmarks go only when nothing else is left, and then by ratios of steps, so that
    the beginning, where most happens, stays dense. The first and the last always stay: a fork from the start and from the
    newest picture remain possible even where those two alone pass the budget.
    """
    kept = sorted(sizes)
    left = sum(sizes.values())
    gone = []
    while len(kept) > 2 and (len(kept) > most or left > bytes_budget):
        inner = range(1, len(kept) - 1)
        plain = [i for i in inner if not is_landmark(kept[i])]
        distance: Distance = _apart if plain else _ratio
        index = min(plain or inner, key=lambda i: distance(kept[i - 1], kept[i + 1]))
        step = kept.pop(index)
        left -= sizes[step]
        gone.append(step)
    return sorted(gone)


def _apart(before: int, after: int) -> float:
    return after - before


def _ratio(before: int, after: int) -> float:
    return math.log((after + 1) / (before + 1))
