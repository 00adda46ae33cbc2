"""Many views of one photograph: crops of it, turned a little, mirrored, lighter or darker, as a hand with a camera takes them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from lossland.datasets.photographs import photograph

PHOTO_SIDE = 448
"""Pixels of the photograph's longer side."""
NEAR, FAR = 0.45, 0.9
"""Share of the shorter side that a view shows."""
MOST_TURN = 15.0
"""Degrees either way."""
MOST_LIGHT = 0.25
"""How much darker or lighter a view may be."""


def views(name: str, count: int, side: int, rng: torch.Generator) -> Tensor:
    """(count, 3, side, side) uint8 of a photograph that ships. A view may reach beyond the edge, which is then mirrored."""
    picture = photograph(name, PHOTO_SIDE).permute(2, 0, 1)[None].float() / 255  # (1, 3, H, W)
    H, W = picture.shape[2:]
    share, turn, x, y, mirror, light = torch.rand(6, count, generator=rng)
    half = (NEAR + (FAR - NEAR) * share) * min(H, W) / 2  # (count,) pixels
    angle = torch.deg2rad((2 * turn - 1) * MOST_TURN)
    flip = torch.where(mirror < 0.5, -1.0, 1.0)
    cos, sin = angle.cos() * half, angle.sin() * half
    left, top = ((2 * at - 1) * (size / 2 - half) for at, size in ((x, W), (y, H)))  # of the middle, in pixels
    theta = torch.stack(
        [
            torch.stack([flip * cos, -sin, left], 1) * (2 / W),
            torch.stack([flip * sin, cos, top], 1) * (2 / H),
        ],
        1,
    )  # (count, 2, 3): places of the view in [-1, 1] -> places of the photograph in [-1, 1]
    grid = affine_grid(theta, [count, 3, side, side], align_corners=False)
    seen = grid_sample(picture.expand(count, -1, -1, -1), grid, padding_mode="reflection", align_corners=False)
    seen = seen * (1 + MOST_LIGHT * (2 * light - 1)).view(-1, 1, 1, 1)
    pixels: Tensor = (seen * 255).round().clamp(0, 255).to(torch.uint8)
    return pixels
