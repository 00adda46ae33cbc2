"""A filter that is found by gradient descent: from a picture and what a hidden filter made of it.

J(w) = mean over places of (w'x_i - t_i)^2 / 2 is a quadratic in the f^2 weights, so one f^2 x f^2 matrix holds all that
descent needs. Its condition number says how slow plain descent is: neighbouring pixels are nearly equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import windows

ROUNDING = 1e-10
"""A curvature that is smaller beside the largest is none."""


@dataclass(frozen=True)
class Normal:
    """J(w) = w'Aw / 2 - c'w + r / 2."""

    a: Tensor
    """(k, k) mean of x x' over all windows."""
    c: Tensor
    """(k,) mean of t x."""
    r: Tensor
    """() mean of t^2."""

    @property
    def curvatures(self) -> Tensor:
        """(k,) from the least on; those that only rounding keeps from 0 are 0."""
        values: Tensor = torch.linalg.eigvalsh(self.a)
        return values.where(values > ROUNDING * values[-1], 0)

    @property
    def told(self) -> int:
        """Of the k directions those that change the map. Along the others every filter does the same."""
        return int(torch.count_nonzero(self.curvatures))

    @property
    def condition(self) -> Tensor:
        """The largest over the smallest curvature; infinite where some directions change nothing."""
        values = self.curvatures
        return values[-1] / values[0] if self.told == len(values) else values.new_tensor(torch.inf)

    @property
    def fastest(self) -> float:
        """The rate 1 / largest curvature, with which plain descent comes down everywhere; 0 on a picture of zeros."""
        steepest = float(self.curvatures[-1])
        return 1 / steepest if steepest > 0 else 0.0

    def cost(self, w: Tensor) -> Tensor:
        """J of filters (..., k)."""
        return ((w @ self.a * w).sum(-1) / 2 - w @ self.c + self.r / 2).clamp(min=0)


def normal(x: Tensor, target: Tensor, f: int) -> Normal:
    """Of a picture (H, W) and the map (h, w) that an f x f filter is to make of it."""
    seen = windows(x[None], (f, f))[0].flatten(2).flatten(0, 1)  # (h w, f^2)
    t = target.flatten()
    return Normal(seen.T @ seen / len(t), seen.T @ t / len(t), t.square().mean())


def descent(problem: Normal, start: Tensor, updates: int, alpha: float, beta: float) -> Tensor:
    """(updates + 1, k) the filters on the way: m = beta m + A w - c, w = w - alpha m. beta = 0 is plain descent."""
    w, m = start.clone(), torch.zeros_like(start)
    way = [w.clone()]
    for _ in range(updates):
        m = beta * m + problem.a @ w - problem.c
        w = w - alpha * m
        way.append(w)
    return torch.stack(way)
