"""The logarithmic scale of losses, the same in all pictures."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab.numbers import told

LOWEST, HIGHEST = -3.0, 1.0
"""log10 of the losses at the ends of the colour scale; below the lower one all is drawn at it."""
DECADES = {"tickvals": [-3, -2, -1, 0, 1], "ticktext": ["0.001", "0.01", "0.1", "1", "10"]}

_ROUND = [factor * 10.0**power for power in range(-3, 2) for factor in (1, 2, 5)]
STEPS = {"tickvals": _ROUND, "ticktext": [told(value) for value in _ROUND]}
"""Ticks of an axis that may reach less than a power of ten."""


def shown(loss: Tensor) -> Tensor:
    """Losses as they are drawn; those of a training that diverged are as high as any."""
    return loss.nan_to_num(torch.inf).clamp(10**LOWEST, 10**HIGHEST)


def logarithm(loss: Tensor) -> Tensor:
    """log10 of a loss as it is drawn."""
    return loss.clamp(min=10**LOWEST).log10()
