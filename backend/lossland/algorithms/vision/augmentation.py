"""Pictures as they might have been: moved, turned, bent and coloured anew, their class the same.

Sources: Krizhevsky, Sutskever, Hinton 2012 (crops, mirroring, colours along their principal components); Simard,
Steinkraus, Platt 2003 (local warps).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import grid_sample, interpolate

KNOTS = 5
"""Points across and down whose places are drawn for a warp; between them it is smooth."""


class Changes(NamedTuple):
    """How far each change goes at the most; 0 leaves it out."""

    mirror: bool = False
    """Left for right, with probability 1/2."""
    crop: float = 0.0
    """Shift in each direction, a share of the side: a random cut out of a picture with an edge around."""
    rotation: float = 0.0
    """Degrees."""
    shear: float = 0.0
    """By how many rows' height a row is moved sideways."""
    warp: float = 0.0
    """Local displacement, a share of the side."""
    shift: float = 0.0
    """Added to each channel by itself."""
    colour: float = 0.0
    """Standard deviations along each principal component of the colours."""


def augmented(x: Tensor, by: Changes, rng: torch.Generator) -> Tensor:
    """Pictures x (B, C, H, W) in [0, 1], each changed in its own way; what comes in from outside is as at the edge."""
    if by.mirror or by.crop or by.rotation or by.shear or by.warp:
        x = moved(x, by, rng)
    if by.shift:
        x = x + by.shift * _even(rng, len(x), x.shape[1], 1, 1).to(x.device)
    if by.colour and x.shape[1] > 1:
        x = recoloured(x, by.colour, rng)
    return x.clamp(0, 1)


def _even(rng: torch.Generator, *shape: int) -> Tensor:
    """Even between -1 and 1."""
    return 2 * torch.rand(shape, generator=rng) - 1


def moved(x: Tensor, by: Changes, rng: torch.Generator) -> Tensor:
    """The changes of place, all at once, so that pixels are mixed only once."""
    B = len(x)
    turn = math.pi / 180 * by.rotation * _even(rng, B)  # (B,)
    shear = by.shear * _even(rng, B)
    mirror = torch.where(torch.rand(B, generator=rng) < 0.5, -1.0, 1.0) if by.mirror else torch.ones(B)
    cos, sin = turn.cos(), turn.sin()
    rows = torch.stack([mirror * cos, mirror * (shear * cos - sin), sin, shear * sin + cos], 1).view(B, 2, 2)
    away = 2 * by.crop * _even(rng, B, 2, 1)
    from_where = places(torch.cat([rows, away], 2), *x.shape[2:])  # (B, 2, H, W)
    if by.warp:
        knots = 2 * by.warp * _even(rng, B, 2, KNOTS, KNOTS)
        from_where = from_where + interpolate(knots, size=x.shape[2:], mode="bicubic", align_corners=True)
    return grid_sample(x, from_where.permute(0, 2, 3, 1).to(x), padding_mode="border", align_corners=False)


def places(theta: Tensor, H: int, W: int) -> Tensor:
    """Where each pixel comes from by affine maps theta (B, 2, 3): (B, 2, H, W) of x and y, the picture from -1 to 1.

    What `affine_grid` gives, by one product for the whole batch: a product for each picture takes ten times as long.
    """
    across, down = ((2 * torch.arange(n) + 1) / n - 1 for n in (W, H))  # middles of pixels
    pixels = torch.stack([across.expand(H, W), down[:, None].expand(H, W), torch.ones(H, W)]).flatten(1)  # (3, H W)
    return (theta.flatten(0, 1) @ pixels).view(-1, 2, H, W)


def principal_colours(x: Tensor) -> tuple[Tensor, Tensor]:
    """Of all pixels of x (B, C, H, W): standard deviations (C,) along the principal components, and these as columns."""
    pixels = x.transpose(0, 1).flatten(1)  # (C, B H W)
    variance, axes = torch.linalg.eigh(torch.cov(pixels))
    return variance.clamp(min=0).sqrt(), axes


def recoloured(x: Tensor, deviations: float, rng: torch.Generator) -> Tensor:
    """Each picture with its tint moved along the principal components of the colours of all of them."""
    spread, axes = principal_colours(x)
    along = deviations * torch.randn(len(x), x.shape[1], generator=rng).to(x)  # (B, C)
    return x + ((along * spread) @ axes.T)[..., None, None]
