"""Pictures (3, H, W) brought to the size a network reads, and boxes brought back."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import interpolate


def as_fractions(picture: Tensor) -> Tensor:
    """Grey values of bytes as numbers in [0, 1]; floating ones as they are."""
    return picture if picture.is_floating_point() else picture.float() / 255


def resized(picture: Tensor, height: int, width: int) -> Tensor:
    """The whole picture (C, H, W) as (C, height, width) in [0, 1]; each pixel a mean over what it stands for."""
    x = as_fractions(picture)[None]  # (1, C, H, W)
    return interpolate(x, size=(height, width), mode="bilinear", antialias=True)[0].clamp(0, 1)


def centre_square(picture: Tensor, side: int) -> Tensor:
    """The largest square in the middle as (C, side, side) in [0, 1]: how a classifier sees a picture of any shape."""
    H, W = picture.shape[1:]
    n = min(H, W)
    top, left = (H - n) // 2, (W - n) // 2
    return resized(picture[:, top : top + n, left : left + n], side, side)


def rescaled(boxes: Tensor, given: tuple[int, int], wanted: tuple[int, int]) -> Tensor:
    """Boxes (n, 4) of a picture of size (height, width) `given`, on the same picture of size `wanted`."""
    down, right = wanted[0] / given[0], wanted[1] / given[1]
    return boxes * torch.tensor([right, down, right, down], dtype=boxes.dtype, device=boxes.device)
