"""What excites a unit most: a picture that climbs the gradient of its activation.

Source: Erhan, Bengio, Courville, Vincent 2009, "Visualizing higher-layer features of a deep network".
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d


def climbed(f: Callable[[Tensor], Tensor], x: Tensor, alpha: float, blur: float = 0.0, decay: float = 0.0) -> Tensor:
    """Pictures x (B, C, H, W) in [0, 1] after one step upwards: f gives an activation for each, (B,).

    The step has length alpha, whatever the gradient's is. A share `blur` of each pixel is then replaced by the mean of its
    3x3 window, since nothing else keeps single pixels from flickering, and all shrink by a share `decay`.
    """
    with torch.enable_grad():
        pixels = x.detach().requires_grad_()
        (slope,) = torch.autograd.grad(f(pixels).sum(), pixels)
    length = slope.flatten(1).norm(dim=1).clamp(min=1e-12).view(-1, 1, 1, 1)
    x = x + alpha * slope / length
    smooth = avg_pool2d(x, 3, 1, 1, count_include_pad=False) if blur else x
    return ((x + blur * (smooth - x)) * (1 - decay)).clamp(0, 1)
