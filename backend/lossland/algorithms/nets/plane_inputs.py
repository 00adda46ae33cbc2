"""What a network is given of a point in the plane: its coordinates, or chosen functions of them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

SCALE = 2.0
"""Coordinates, from -6 to 6, are divided by this, so that tanh is neither flat nor straight over the data."""


def plane_inputs(points: Tensor, features: Sequence[str]) -> Tensor:
    """The chosen functions of points (N, 2), one a row: (n[0], N). The sines are of the coordinates as they are."""
    x1, x2 = points.T / SCALE  # (N,) each
    values = {
        "x1": x1,
        "x2": x2,
        "x1_squared": x1 * x1,
        "x2_squared": x2 * x2,
        "product": x1 * x2,
        "sin_x1": torch.sin(points[:, 0]),
        "sin_x2": torch.sin(points[:, 1]),
    }
    return torch.stack([values[name] for name in features])
