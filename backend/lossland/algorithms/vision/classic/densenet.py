"""DenseNet: every layer is given the maps of all layers before it. Source: Huang, Liu, van der Maaten, Weinberger 2017.

A layer (BN, ReLU, convolution) adds `growth` maps by concatenation: 24 channels and 4 layers of growth 12 are 72.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from lossland.algorithms.vision.classic.stages import Stages


class DenseLayer(nn.Module):
    """(B, C, h, w) to (B, C + growth, h, w). With `squeeze` a 1x1 convolution to 4 growth channels comes first."""

    def __init__(self, C: int, growth: int, squeeze: bool) -> None:
        super().__init__()
        before: list[nn.Module] = []
        if squeeze:
            before = [nn.BatchNorm2d(C), nn.ReLU(), nn.Conv2d(C, 4 * growth, 1, bias=False)]
            C = 4 * growth
        self.new = nn.Sequential(*before, nn.BatchNorm2d(C), nn.ReLU(), nn.Conv2d(C, growth, 3, padding=1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, self.new(x)], 1)


def dense_block(C: int, growth: int, count: int, squeeze: bool = False) -> nn.Sequential:
    """`count` layers: (B, C, h, w) to (B, C + count growth, h, w)."""
    return nn.Sequential(*(DenseLayer(C + k * growth, growth, squeeze) for k in range(count)))


def transition(C: int) -> nn.Sequential:
    """Half the channels, half the side: (B, C, h, w) to (B, C / 2, h / 2, w / 2)."""
    return nn.Sequential(nn.BatchNorm2d(C), nn.ReLU(), nn.Conv2d(C, C // 2, 1, bias=False), nn.AvgPool2d(2))


def densenet(C: int, growth: int, counts: Sequence[int], squeeze: bool) -> tuple[dict[str, nn.Module], int]:
    """Blocks with transitions between them, a last norm, the mean; and how many channels come out."""
    made: dict[str, nn.Module] = {}
    for k, count in enumerate(counts, 1):
        made[f"block{k}"] = dense_block(C, growth, count, squeeze)
        C += count * growth
        if k < len(counts):
            made[f"transition{k}"] = transition(C)
            C //= 2
    made["norm"] = nn.Sequential(nn.BatchNorm2d(C), nn.ReLU())
    made["mean"] = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return made, C


def densenet121() -> Stages:
    """Pictures (B, 3, 224, 224) to 1,000 scores, 7,978,856 parameters."""
    stages, C = densenet(64, 32, (6, 12, 24, 16), squeeze=True)
    return Stages(
        conv1=nn.Sequential(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU()),
        pool1=nn.MaxPool2d(3, 2, 1),
        **stages,
        scores=nn.Linear(C, 1000),
    )


def small_densenet(classes: int = 10) -> Stages:
    """Pictures (B, 1, 28, 28) to scores (B, classes): 24 channels grow to 72 twice."""
    stages, C = densenet(24, 12, (4, 3), squeeze=False)
    return Stages(conv1=nn.Sequential(nn.Conv2d(1, 24, 3, 2, 1, bias=False)), **stages, scores=nn.Linear(C, classes))
