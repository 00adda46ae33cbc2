"""Generated points of several classes in the plane. Every generator returns x (n, 2) float32 and label (n,) int64.

The first four follow TensorFlow Playground (Smilkov and Carter, `dataset.ts`), whose noise goes up to 0.5: in circle and
xor the noise moves the place that decides the label, not the point, so that points stand on the wrong side of the line.
Class 1 is its blue, class 0 its orange. No point leaves the square [-6, 6] x [-6, 6].
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

SIDE = 6.0
"""Half the side of the square that holds every point."""
RADIUS = 5.0


def generated(kind: str, count: int, noise: float, classes: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """`count` points of the data set of that name. `classes` is read by "blobs" only; the others have two."""
    if kind == "circle":
        x, label = circle(count, noise, rng)
    elif kind == "xor":
        x, label = xor(count, noise, rng)
    elif kind == "gauss":
        x, label = gauss(count, noise, rng)
    elif kind == "spiral":
        x, label = spiral(count, noise, rng)
    elif kind == "moons":
        x, label = moons(count, noise, rng)
    else:
        x, label = blobs(count, noise, classes, rng)
    return x.clamp(-SIDE, SIDE), label


def circle(count: int, noise: float, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """A disc of class 1 inside a ring of class 0. Half the points lie in each; a radius of 2.5 parts the labels."""
    inside = torch.arange(count) % 2 == 1
    share = torch.rand(count, generator=rng)
    r = torch.where(inside, 0.5 * RADIUS * share, RADIUS * (0.7 + 0.3 * share))
    angle = 2 * math.pi * torch.rand(count, generator=rng)
    x = r[:, None] * torch.stack([angle.sin(), angle.cos()], dim=1)  # (n, 2)
    judged = x + noise * RADIUS * _symmetric(count, rng)
    return x, (judged.norm(dim=1) < 0.5 * RADIUS).long()


def xor(count: int, noise: float, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Four squares: class 1 where x1 and x2 have the same sign. A gap of 0.6 runs along both axes."""
    x = RADIUS * _symmetric(count, rng)
    x = x + 0.3 * torch.where(x > 0, 1.0, -1.0)
    judged = x + noise * RADIUS * _symmetric(count, rng)
    return x, (judged.prod(dim=1) >= 0).long()


def gauss(count: int, noise: float, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Two round Gaussians of variance 0.5 + 7 noise: class 1 around (2, 2), class 0 around (-2, -2)."""
    label = torch.arange(count) % 2
    centre = (4.0 * label - 2)[:, None]  # (n, 1), the same for both axes
    return centre + math.sqrt(0.5 + 7 * noise) * torch.randn(count, 2, generator=rng), label


def spiral(count: int, noise: float, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Two arms of one and three quarter turns, half a turn apart; noise moves a point by at most that in each axis."""
    label = torch.arange(count) % 2
    along = (torch.arange(count) // 2) / ((count + 1) // 2)  # 0 ... 1 from the centre outwards
    angle = 1.75 * 2 * math.pi * along + math.pi * (1 - label)
    x = RADIUS * along[:, None] * torch.stack([angle.sin(), angle.cos()], dim=1)
    return x + noise * _symmetric(count, rng), label


def moons(count: int, noise: float, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Two half circles that reach into each other; `noise` is the standard deviation as a share of their radius."""
    label = torch.arange(count) % 2
    angle = math.pi * torch.rand(count, generator=rng)
    upper = torch.stack([angle.cos() - 0.5, angle.sin() - 0.25], dim=1)
    x = torch.where((label == 1)[:, None], -upper, upper)  # the lower moon is the upper one turned by half a turn
    return 3.2 * (x + noise * torch.randn(count, 2, generator=rng)), label


def blobs(count: int, noise: float, classes: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """One round Gaussian for each class, of standard deviation 0.4 + 2 noise, with the centres on a circle."""
    label = torch.arange(count) % classes
    angle = 2 * math.pi * label / classes + math.pi / 6
    centre = 4 * torch.stack([angle.cos(), angle.sin()], dim=1)
    return centre + (0.4 + 2 * noise) * torch.randn(count, 2, generator=rng), label


def _symmetric(count: int, rng: torch.Generator) -> Tensor:
    """Uniform on [-1, 1], (count, 2)."""
    return 2 * torch.rand(count, 2, generator=rng) - 1
