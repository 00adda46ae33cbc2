"""Where the weights have been: a path of bounded length that always reaches back to its first point."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class Trail:
    """Every `stride`-th point; once full, every other one goes and the stride doubles."""

    points: Tensor
    """(capacity, D); rows from `kept` on are unused. The capacity is even."""
    kept: int = 0
    stride: int = 1
    seen: int = 0


def new_trail(first: Tensor, capacity: int = 256) -> Trail:
    """A trail that starts at `first` (D,)."""
    trail = Trail(first.new_zeros(capacity, len(first)))
    record(trail, first)
    return trail


def record(trail: Trail, point: Tensor) -> None:
    """Adds `point` (D,) if it is its turn."""
    if trail.seen % trail.stride == 0:
        if trail.kept == len(trail.points):
            trail.kept //= 2
            trail.points[: trail.kept] = trail.points[::2].clone()
            trail.stride *= 2
        if trail.seen % trail.stride == 0:
            trail.points[trail.kept] = point
            trail.kept += 1
    trail.seen += 1


def walked(trail: Trail, now: Tensor) -> Tensor:
    """The recorded points and `now` (D,) as the last: (kept + 1, D)."""
    return torch.cat([trail.points[: trail.kept], now[None]])
