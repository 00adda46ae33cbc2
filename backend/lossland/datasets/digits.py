"""Handwritten digits as grey values: 1797 pictures of 8 x 8 that ship inside scikit-learn.

Source: Alpaydin and Kaynak 1998, "Optical recognition of handwritten digits", UCI.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lossland.datasets.embedded import embedded


@embedded
@cache
def digit_pictures() -> tuple[Tensor, Tensor]:
    """Grey values (1797, 64) uint8, 0 to 16, and digits (1797,) uint8.

    The file is read without importing scikit-learn, which takes a hundred times as long as reading it.
    """
    package = importlib.util.find_spec("sklearn")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("the digits are part of scikit-learn, which is not installed")
    file = Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"
    table = torch.from_numpy(np.loadtxt(file, np.uint8, delimiter=","))  # (1797, 65): grey values, then the digit
    return table[:, :64].clone(), table[:, 64].clone()
