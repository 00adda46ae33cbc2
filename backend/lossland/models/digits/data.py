"""Reads MNIST's training part from a folder: the four official files, or one `mnist_train.npz` with `x` and `y`."""

from __future__ import annotations

import gzip
import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lossland.lab.text import Refused, T

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
    return pictures, labels


def read_idx(content: bytes, name: str) -> Tensor:
    """An IDX file of bytes: two zeros, 8 for uint8, the number of axes, each axis as four bytes, then the values."""
    axes = content[3] if len(content) > 3 and content[:3] == b"\0\0\x08" else 0
    start = 4 + 4 * axes
    shape = [int.from_bytes(content[4 * k : 4 * k + 4], "big") for k in range(1, axes + 1)]
    if not axes or len(content) < start or math.prod(shape) != len(content) - start:
        raise Refused(T(f"{name} is no IDX file of bytes", f"{name} 不是字节型的 IDX 文件"))
    return torch.from_numpy(np.frombuffer(content, np.uint8, offset=start).reshape(shape).copy())
