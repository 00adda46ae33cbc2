"""The file format of MNIST and what came after it."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from lossland.lab.text import Refused, T


def read_idx(content: bytes, name: str) -> Tensor:
    """An IDX file of bytes: two zeros, 8 for uint8, the number of axes, each axis as four bytes, then the values."""
    axes = content[3] if len(content) > 3 and content[:3] == b"\0\0\x08" else 0
    start = 4 + 4 * axes
    shape = [int.from_bytes(content[4 * k : 4 * k + 4], "big") for k in range(1, axes + 1)]
    if not axes or len(content) < start or math.prod(shape) != len(content) - start:
        raise Refused(T(f"{name} is no IDX file of bytes", f"{name} 不是字节型的 IDX 文件"))
    return torch.from_numpy(np.frombuffer(content, np.uint8, offset=start).reshape(shape).copy())
