"""Which keyframes stay when a run has too many."""

from __future__ import annotations

from collections.abc import Mapping


def dropped(sizes: Mapping[int, int], *, most: int, bytes_budget: int) -> list[int]:
    """The steps to drop from `sizes` (step -> bytes) so that at most `most` keyframes and `bytes_budget` bytes remain.

    The keyframe that goes is always the one whose neighbours are closest together, so the timeline stays even at
    whatever interval keyframes arrive. The first and the last always stay: a fork from the start and from the newest
    picture remain possible even where those two alone pass the budget.
    """
    kept = sorted(sizes)
    left = sum(sizes.values())
    gone = []
    while len(kept) > 2 and (len(kept) > most or left > bytes_budget):
        index = min(range(1, len(kept) - 1), key=lambda i: kept[i + 1] - kept[i - 1])
        step = kept.pop(index)
        left -= sizes[step]
        gone.append(step)
    return sorted(gone)
