"""The logarithmic scale of losses, the same in all pictures."""

from __future__ import annotations

import math

from torch import Tensor

LOWEST, HIGHEST = -3.0, 1.0
"""log10 of the losses at the ends of the colour scale; below the lower one all is drawn at it."""
DECADES = {"tickvals": [-3, -2, -1, 0, 1], "ticktext": ["0.001", "0.01", "0.1", "1", "10"]}
_VALUES = [float(f"{factor}e{power}") for power in range(-3, 2) for factor in (1, 2, 5)]
TICKS = {"tickvals": [math.log10(value) for value in _VALUES], "ticktext": [f"{value:g}" for value in _VALUES]}
"""For an axis that may show less than a decade."""


def logarithm(loss: Tensor) -> Tensor:
    """log10 of a loss as it is drawn."""
    return loss.clamp(min=10**LOWEST).log10()
