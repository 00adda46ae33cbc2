"""Generated points for regression: a known curve plus Gaussian noise, and two classes labelled 0 and 1."""

from __future__ import annotations

import torch
from torch import Tensor


def noisy_curve(shape: str, count: int, noise: float, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """x uniform on [0, 4] and y = curve(x) + noise * N(0, 1), both (count,)."""
    x = 4 * torch.rand(count, generator=rng)
    return x, curve(shape, x) + noise * torch.randn(count, generator=rng)


def curve(shape: str, x: Tensor) -> Tensor:
    """The curve without its noise, any shape of x; its values lie within [-2, 4] on [0, 4]."""
    if shape == "sine":
        return 1 + 1.5 * torch.sin(1.5 * x)
    if shape == "step":
        return torch.where(x < 2, torch.zeros_like(x), torch.full_like(x, 2.0))
    return 0.5 + 0.8 * x  # line


def two_classes(count: int, outliers: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Class 0 around x = 1.2 and class 1 around x = 2.8 (sd 0.4), y is the label; both (count,).

    The last `outliers` points are also of class 1, far to the right (x about 10): easy to classify, yet heavy.
    """
    y = (torch.arange(count) % 2).float()
    x = 1.2 + 1.6 * y + 0.4 * torch.randn(count, generator=rng)
    far = torch.arange(count) >= count - outliers
    return torch.where(far, x - 1.6 * y + 8.8, x), torch.where(far, torch.ones_like(y), y)
