"""Handwritten digits as grey values: 1797 pictures of 8 x 8 that ship inside scikit-learn.

Source: Alpaydin and Kaynak 1998, "Optical recognition of handwritten digits", UCI.
"""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from lossland.datasets.embedded import embedded


@embedded
@cache
def digit_pictures() -> tuple[Tensor, Tensor]:
    """Grey values (1797, 64) uint8, 0 to 16, and digits (1797,) uint8."""
    from sklearn.datasets import load_digits

    data = load_digits()
    return torch.tensor(data.data).to(torch.uint8), torch.tensor(data.target).to(torch.uint8)
