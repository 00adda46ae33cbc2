"""Reads MNIST's training part from a folder: the four official files, or one `mnist_train.npz` with `x` and `y`."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lossland.lab.text import Refused, T
from lossland.uploads.idx import read_idx

PICTURES, LABELS, ARRAYS = "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "mnist_train.npz"


def read_mnist(folder: Path) -> tuple[Tensor, Tensor]:
    """Pictures (60000, 28, 28) and labels (60000,), uint8. Raises `Refused` where the files are not there or lie."""
    if (folder / ARRAYS).exists():
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            return torch.from_numpy(arrays["x"]), torch.from_numpy(arrays["y"])
    if not ((folder / PICTURES).exists() and (folder / LABELS).exists()):
        en = f"{folder} has neither {PICTURES} and {LABELS} nor {ARRAYS}"
        raise Refused(T(en, f"{folder} 中既没有 {PICTURES} 和 {LABELS}，也没有 {ARRAYS}"))
    pictures, labels = (read_idx(gzip.decompress((folder / name).read_bytes()), name) for name in (PICTURES, LABELS))
    return torch.from_numpy(pictures.copy()), torch.from_numpy(labels.copy())
