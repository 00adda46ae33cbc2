"""Handwritten digits as grey values: 1797 pictures of 8 x 8 that ship inside scikit-learn.

Source: Alpaydin and Kaynak 1998, "Optical recognition of handwritten digits", UCI.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import torch
from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.datasets.shipped import shipped


@embedded
def digit_pictures() -> tuple[Tensor, Tensor]:
    """Grey values (1797, 64) uint8, 0 to 16, and digits (1797,) uint8."""
    return read_digits()


@cache
def read_digits() -> tuple[Tensor, Tensor]:
    """The same, for what is made of them."""
    table = torch.from_numpy(
        np.loadtxt(shipped("digits.csv.gz"), np.uint8, delimiter=",")
    )  # (1797, 65), the digit last
    return table[:, :64].clone(), table[:, 64].clone()
