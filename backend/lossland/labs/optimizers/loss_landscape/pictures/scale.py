"""The logarithmic scale of losses, the same in all pictures."""

from __future__ import annotations

from torch import Tensor

LOWEST, HIGHEST = -3.0, 1.0
"""log10 of the losses at the ends of the colour scale; below the lower one all is drawn at it."""
TICKS = {"tickvals": [-3, -2, -1, 0, 1], "ticktext": ["0.001", "0.01", "0.1", "1", "10"]}


def logarithm(loss: Tensor) -> Tensor:
    """log10 of a loss as it is drawn."""
    return loss.clamp(min=10**LOWEST).log10()
