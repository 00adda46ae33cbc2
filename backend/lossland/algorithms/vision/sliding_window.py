"""A classifier slid over a picture crop by crop, and the same as one convolution.

A dense layer over a map of 5x5x16 is a convolution with kernels of 5x5x16, whose output happens to be 1x1; on a larger
picture it gives a map, a place for each crop. Source: Sermanet et al. 2013, "OverFeat".
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import unfold

CROP, HOP = 14, 2
"""Pixels of the pictures that the classifier learned on, and of the steps in which pooling lets the window move."""


def dense_classifier(rng: torch.Generator) -> nn.Sequential:
    """14x14x3: 16 of 5x5, pooling to 5x5x16, 400 dense, 400 dense, 4 scores. Weights drawn by He's rule, double precision."""
    layers = [
        nn.Conv2d(3, 16, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 400),
        nn.ReLU(),
        nn.Linear(400, 400),
        nn.ReLU(),
        nn.Linear(400, 4),
    ]
    net = nn.Sequential(*layers).double().requires_grad_(False)
    for weight in net.parameters():
        fan_in = weight[0].numel() if weight.ndim > 1 else 1
        drawn = torch.randn(weight.shape, generator=rng, dtype=torch.float64)
        weight.copy_(drawn * (2 / fan_in) ** 0.5 if weight.ndim > 1 else torch.zeros_like(weight))
    return net


def as_convolutions(dense: nn.Sequential) -> nn.Sequential:
    """The same weights as convolutions: 400 of 5x5x16, 400 of 1x1, 4 of 1x1; for pictures of any size."""
    head = [layer for layer in dense if isinstance(layer, nn.Linear)]
    sizes = [(16, 5), (400, 1), (400, 1)]
    layers: list[nn.Module] = [dense[0], nn.ReLU(), nn.MaxPool2d(2)]
    for linear, (channels, side) in zip(head, sizes, strict=True):
        convolution = nn.Conv2d(channels, linear.out_features, side).double().requires_grad_(False)
        convolution.weight.copy_(linear.weight.view(linear.out_features, channels, side, side))
        convolution.bias.copy_(linear.bias)  # type: ignore[union-attr]
        layers += [convolution, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def crops(picture: Tensor, stride: int = HOP) -> Tensor:
    """All windows of a picture (C, H, W), row by row: (n, C, 14, 14)."""
    columns = unfold(picture[None], CROP, stride=stride)  # (1, C 14 14, n)
    return columns[0].T.reshape(-1, len(picture), CROP, CROP)


def places(side: int, stride: int = HOP) -> int:
    """Windows in a row of a picture with so many pixels a side."""
    return (side - CROP) // stride + 1


DENSE = 5 * 5 * 16 * 400 + 400 * 400 + 400 * 4
"""Multiplications of the three last layers at one place."""


def by_crops(side: int, stride: int = HOP) -> int:
    """Multiplications where every crop goes through the network by itself."""
    first = (CROP - 4) ** 2 * 16 * 5 * 5 * 3
    return places(side, stride) ** 2 * (first + DENSE)


def by_convolution(side: int) -> int:
    """Multiplications of the convolutional form on the whole picture: the first layer is computed once."""
    return (side - 4) ** 2 * 16 * 5 * 5 * 3 + places(side) ** 2 * DENSE
