"""Sizes as powers of ten."""

from __future__ import annotations

import torch
from torch import Tensor

POWER = {"tickprefix": "10<sup>", "ticksuffix": "</sup>", "tickformat": "~f"}


def power(values: Tensor) -> Tensor:
    """log10 of sizes; NaN, a gap, where they are 0 or no number."""
    return torch.where(values > 0, values.clamp(min=1e-300).log10(), torch.nan)
