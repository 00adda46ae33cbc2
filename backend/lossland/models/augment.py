"""Pictures with boxes, cut out, mirrored and lit anew, so that a recipe never sees the same one twice."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.boxes import area, clipped
from lossland.algorithms.vision.resize import rescaled, resized

SEEN = 0.4
"""Share of a box that must lie in the cut for it to count."""


def augmented(
    picture: Tensor, boxes: Tensor, labels: Tensor, height: int, width: int, rng: torch.Generator, upright: bool = False
) -> tuple[Tensor, Tensor, Tensor]:
    """A cut of a picture (3, H, W) uint8 of 60 to 100 % of its sides, as (3, height, width) in [0, 1].

    Mirrored left to right and, unless it must stay `upright`, top to bottom, each with probability 1/2.
    """
    H, W = picture.shape[1:]
    share = 1 - 0.4 * float(torch.rand((), generator=rng)) ** 1.5
    h, w = (round(n * min(1.0, share * (0.92 + 0.16 * float(torch.rand((), generator=rng))))) for n in (H, W))
    top, left = (int(torch.randint(n + 1, (), generator=rng)) for n in (H - h, W - w))
    picture = picture[:, top : top + h, left : left + w]
    moved = boxes - boxes.new_tensor([left, top, left, top])
    inside = clipped(moved, w, h)
    there = (area(inside) > SEEN * area(moved)) & (area(inside) > 0)
    x, inside = resized(picture, height, width), rescaled(inside[there], (h, w), (height, width))
    if torch.rand((), generator=rng) < 0.5:
        x, inside = x.flip(2), torch.stack([width - inside[:, 2], inside[:, 1], width - inside[:, 0], inside[:, 3]], 1)
    if not upright and torch.rand((), generator=rng) < 0.5:
        x, inside = (
            x.flip(1),
            torch.stack([inside[:, 0], height - inside[:, 3], inside[:, 2], height - inside[:, 1]], 1),
        )
    return relit(x, rng), inside, labels[there]


def relit(x: Tensor, rng: torch.Generator) -> Tensor:
    """Other light, contrast and tint."""
    light, contrast = (float(v) for v in 0.2 * (torch.rand(2, generator=rng) - 0.5))
    tint = 1 + 0.16 * (torch.rand(3, 1, 1, generator=rng) - 0.5)
    middle = x.mean()
    return (((x - middle) * (1 + 2 * contrast) + middle) * tint + light).clamp(0, 1)
