"""Volumes that are generated: slices of a scan, frames of a film. Brightness from 0 to 255, on which noise can be laid."""

from __future__ import annotations

import torch
from torch import Tensor

DARK, BAR, BALL = 40.0, 140.0, 220.0


def scan(d: int, n: int) -> Tensor:
    """(d, n, n) slices through a ball, and through a bar that runs through all of them."""
    z, y, x = places(d, n)
    ball = (z - 0.5) ** 2 + (y - 0.36) ** 2 + (x - 0.36) ** 2 < 0.27**2
    bar = ((y - 0.8).abs() < 0.11) & ((x - 0.72).abs() < 0.18)
    return levels(ball, bar.expand_as(ball))


def film(d: int, n: int) -> Tensor:
    """(d, n, n) frames of a disc that moves to the right, above a square that stands still."""
    t, y, x = places(d, n)
    disc = (y - 0.3) ** 2 + (x - (0.1 + 0.8 * t)) ** 2 < 0.19**2
    square = ((y - 0.78).abs() < 0.15) & ((x - 0.5).abs() < 0.15)
    return levels(disc, square.expand_as(disc))


def places(d: int, n: int) -> tuple[Tensor, Tensor, Tensor]:
    """(d, 1, 1), (n, 1), (n,) the middles of cells along each axis of a cube of side 1."""
    across = (torch.arange(n, dtype=torch.float64) + 0.5) / n
    deep = (torch.arange(d, dtype=torch.float64) + 0.5) / d
    return deep[:, None, None], across[:, None], across


def levels(bright: Tensor, grey: Tensor) -> Tensor:
    """Of two bodies (d, n, n) bool before something dark."""
    return torch.where(bright, BALL, torch.where(grey, BAR, DARK)).double()


def speckled(x: Tensor, noise: Tensor) -> Tensor:
    """`x` with noise laid on it: whole numbers from 0 to 255."""
    return (x + noise).round().clamp(0, 255)
