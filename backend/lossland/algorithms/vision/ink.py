"""What is written on a sheet, whatever its colour."""

from __future__ import annotations

import torch
from torch import Tensor


def ink(picture: Tensor) -> Tensor:
    """How far each pixel of a picture (3, H, W), bytes, is from the sheet's own grey: (H, W) in [0, 1], 0 on a bare sheet.

    The sheet is the median of the picture's edge, so that dark on light and light on dark come out alike.
    """
    grey = picture.float().mean(0) / 255  # (H, W)
    edge = torch.cat([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    return (grey - edge.median()).abs()
