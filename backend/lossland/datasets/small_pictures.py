"""Small pictures that are drawn larger and made smaller, which smooths their edges, with some noise.

They are a little larger than what is looked at, so that every cut-out is another picture of the same thing.
"""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lossland.datasets.street_pen import Dice

SMALL_WIDTH, SMALL_HEIGHT = 80, 60
FINER = 3
"""So many times larger they are drawn."""
NOISE = 5.0
"""The most of it, in grey values."""


def made_small(dice: Dice, picture: Image.Image, light: float) -> Tensor:
    """A drawn picture as (3, 60, 80) uint8, `light` times as bright."""
    small = picture.resize((SMALL_WIDTH, SMALL_HEIGHT), Image.Resampling.BOX)
    pixels = torch.from_numpy(np.array(small)).permute(2, 0, 1).float()  # (3, H, W)
    noise = torch.randn(pixels.shape, generator=dice.rng) * dice.between(0, NOISE)
    return (pixels * light + noise).clamp(0, 255).byte()
