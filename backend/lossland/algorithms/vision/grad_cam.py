"""Where a network sees what it names. Source: Selvaraju et al. 2017, "Grad-CAM"."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def grad_cam(head: Callable[[Tensor], Tensor], maps: Tensor, k: int) -> Tensor:
    """relu(sum_c alpha_c A_c) of feature maps A (1, C, h, w), as (h, w): alpha_c is the mean of d score_k / d A_c.

    `head` makes scores (1, K) of the maps: what comes after the layer that is looked at. 0 where nothing speaks for k.
    """
    with torch.enable_grad():
        A = maps.detach().requires_grad_()
        (slope,) = torch.autograd.grad(head(A)[0, k], A)
    alpha = slope.mean((2, 3))  # (1, C)
    return torch.relu((alpha[..., None, None] * A.detach()).sum(1))[0]  # (h, w)
