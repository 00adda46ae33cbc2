"""How weights begin: all 0, small, large, or with the variance that keeps signals the same size through the layers.

Biases are 0 throughout. Sources: Glorot and Bengio 2010 ("xavier"); He, Zhang, Ren and Sun 2015 ("he").
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

SMALL, LARGE = 0.01, 10.0


def deviation(name: str, fan_in: int, fan_out: int) -> float:
    """Standard deviation of the weights of a layer with so many inputs and units."""
    if name == "he":
        return float((2 / fan_in) ** 0.5)
    if name == "xavier":
        return float((2 / (fan_in + fan_out)) ** 0.5)
    return {"zero": 0.0, "small": SMALL, "large": LARGE}[name]


def initialise(matrices: Iterable[Tensor], name: str, rng: torch.Generator) -> None:
    """Fills each W (fan_out, fan_in) with normal numbers of that deviation."""
    for W in matrices:
        fan_out, fan_in = W.shape
        W.copy_(torch.randn(fan_out, fan_in, generator=rng) * deviation(name, fan_in, fan_out))
