"""VGG: nothing but 3x3 convolutions, two or three in a row, and halvings between. Source: Simonyan and Zisserman 2014."""

from __future__ import annotations

from collections.abc import Sequence

from torch import nn

from lossland.algorithms.vision.classic.stages import Stages


def vgg(
    channels: int, side: int, stages: Sequence[tuple[int, int]], dense: Sequence[int], classes: int, norm: bool = False
) -> Stages:
    """Stages of (filters, how many convolutions), each ending in a halving; then dense layers, then scores.

    With `norm` a batch norm follows each convolution, which the paper did not know yet.
    """
    made: dict[str, nn.Module] = {}
    for k, (width, count) in enumerate(stages, 1):
        for j in range(1, count + 1):
            layers: list[nn.Module] = [nn.Conv2d(channels, width, 3, padding=1, bias=not norm)]
            layers += [nn.BatchNorm2d(width)] if norm else []
            made[f"conv{k}_{j}"] = nn.Sequential(*layers, nn.ReLU())  # (B, width, side, side)
            channels = width
        made[f"pool{k}"] = nn.MaxPool2d(2)
        side //= 2
    units = channels * side**2
    for k, width in enumerate(dense, 1):
        flat: list[nn.Module] = [nn.Flatten()] if k == 1 else []
        made[f"dense{k}"] = nn.Sequential(*flat, nn.Linear(units, width), nn.ReLU())
        units = width
    return Stages(**made, scores=nn.Linear(units, classes))


def vgg16() -> Stages:
    """Pictures (B, 3, 224, 224) to 1,000 scores: 13 convolutions and 3 dense layers have weights, 138,357,544 of them."""
    return vgg(3, 224, ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)), (4096, 4096), 1000)


def small_vgg(classes: int = 10) -> Stages:
    """Pictures (B, 1, 28, 28) to scores (B, classes)."""
    return vgg(1, 28, ((8, 2), (16, 2), (32, 2)), (64,), classes, norm=True)
