"""How the learning rate changes with the epoch e, over a period of E epochs, by a factor k."""

from __future__ import annotations

import math


def scheduled_rate(schedule: str, alpha: float, epoch: float, period: float, factor: float) -> float:
    """The rate in epoch e = 0, 1, ...:

    step         alpha k^floor(e / E)
    exponential  alpha k^(e / E)
    inverse      alpha / (1 + e / E)
    cosine       alpha (1 + cos(pi e / E)) / 2, and 0 from e = E on
    warm_up      alpha (e + 1) / E, and alpha from e = E - 1 on
    """
    passed = epoch / period
    if schedule == "step":
        return alpha * factor ** math.floor(passed)
    if schedule == "exponential":
        return float(alpha * factor**passed)
    if schedule == "inverse":
        return alpha / (1 + passed)
    if schedule == "cosine":
        return alpha * (1 + math.cos(math.pi * min(passed, 1.0))) / 2
    if schedule == "warm_up":
        return alpha * min((epoch + 1) / period, 1.0)
    return alpha
