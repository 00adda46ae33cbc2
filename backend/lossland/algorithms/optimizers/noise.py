"""What an update takes for the gradient: the full one with an error added, or that of a mini-batch of the data.

Mini-batches are drawn without replacement: an epoch passes the n data in one random order, B at a time, the last batch
being smaller where B does not divide n. The sum over a batch of size b times n / b is, on average over the orders, the
gradient of the sum over all data.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from lossland.algorithms.surfaces.textbook import Surface, gabor_slope, landscape

Gradient = Callable[[Tensor], Tensor]
"""theta (..., 2) -> (..., 2)"""


@dataclass(frozen=True, eq=False)
class Noise:
    """The noise of T updates, the same for every racer."""

    errors: Tensor
    """(T, 2) standard normal."""
    sigma: float
    """The errors, times this, join the full gradient."""
    order: Tensor | None = None
    """(T, n) int64: the order of the data in each epoch; where it is given mini-batches take the errors' place."""
    size: int = 0
    """B, the data in a mini-batch; all of them, and no noise, from n on."""

    def __len__(self) -> int:
        return len(self.errors)

    @property
    def still(self) -> bool:
        """Whether nothing is disturbed."""
        return self.sigma == 0 if self.order is None else self.size >= self.order.shape[1]


def batch_sizes(count: int, size: int, steps: int) -> list[int]:
    """How many of `count` data each of `steps` updates takes."""
    epoch = [size] * (count // size) + [count % size] * (count % size > 0)
    return (epoch * math.ceil(steps / len(epoch)))[:steps]


@torch.inference_mode()
def gradients(surface: Surface, noise: Noise) -> list[Gradient]:
    """The gradient that each update takes."""
    full, steps = landscape(surface).gradient, len(noise)
    if noise.still:
        return [full] * steps
    if noise.order is None:
        return [_with_error(full, error) for error in (noise.sigma * noise.errors).unbind()]
    count = noise.order.shape[1]
    sizes = batch_sizes(count, noise.size, steps)
    drawn = noise.order.flatten()[: sum(sizes)]
    x, y = (torch.split(values[drawn], sizes) for values in _data(surface))  # T of (b,) each
    return [_on_batch(x_b, y_b, count / len(x_b)) for x_b, y_b in zip(x, y, strict=True)]


@lru_cache(maxsize=16)
def _data(surface: Surface) -> tuple[Tensor, Tensor]:
    return torch.tensor(surface.inputs, dtype=torch.float64), torch.tensor(surface.targets, dtype=torch.float64)


def _with_error(full: Gradient, error: Tensor) -> Gradient:
    return lambda theta: full(theta) + error


def _on_batch(x: Tensor, y: Tensor, times: float) -> Gradient:
    return lambda phi: gabor_slope(phi, x, y) * times
