"""Which pixels a score hangs on. Source: Simonyan, Vedaldi, Zisserman 2013, "Deep inside convolutional networks"."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def saliency(net: Callable[[Tensor], Tensor], x: Tensor, k: int) -> Tensor:
    """d score_k / d x of a picture x (1, C, H, W), as (C, H, W). `net` gives scores (1, K)."""
    with torch.enable_grad():
        pixels = x.detach().requires_grad_()
        (slope,) = torch.autograd.grad(net(pixels)[0, k], pixels)
    return slope[0]
