"""Residual networks: a block learns what to add to its input. Source: He, Zhang, Ren, Sun 2016.

a[l+2] = g(z[l+2] + a[l]): what skips is added before the last activation.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from lossland.algorithms.vision.classic.stages import Stages


def _conv(a: int, b: int, f: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(a, b, f, stride, padding=f // 2, bias=False), nn.BatchNorm2d(b))


class Block(nn.Module):
    """Convolutions of sizes `f` with `widths` channels, ReLU between them, and the input added to what they give.

    The first 3x3 one has the stride. Where the shape changes, a 1x1 convolution takes the input along.
    """

    def __init__(self, channels: int, widths: Sequence[int], f: Sequence[int], stride: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before, wide = channels, f.index(3)
        for k, (width, size) in enumerate(zip(widths, f, strict=True)):
            layers += [*([nn.ReLU()] if k else []), _conv(before, width, size, stride if k == wide else 1)]
            before = width
        self.residual = nn.Sequential(*layers)
        changed = stride != 1 or before != channels
        self.skip = _conv(channels, before, 1, stride) if changed else nn.Identity()

    def forward(self, a: Tensor) -> Tensor:
        return torch.relu(self.residual(a) + self.skip(a))


def blocks(channels: int, counts: Sequence[int], widths: Sequence[int], bottleneck: bool) -> dict[str, nn.Module]:
    """Blocks by name, "block2_1" first; each group but the first begins with stride 2."""
    made: dict[str, nn.Module] = {}
    for k, (count, width) in enumerate(zip(counts, widths, strict=True)):
        inner, f = ((width, width, 4 * width), (1, 3, 1)) if bottleneck else ((width, width), (3, 3))
        for j in range(count):
            made[f"block{k + 2}_{j + 1}"] = Block(channels, inner, f, 2 if k and not j else 1)
            channels = inner[-1]
    return made


def resnet(counts: Sequence[int], bottleneck: bool) -> Stages:
    """Pictures (B, 3, 224, 224) to 1,000 scores."""
    return Stages(
        conv1=nn.Sequential(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU()),  # (B, 64, 112, 112)
        pool1=nn.MaxPool2d(3, 2, 1),  # (B, 64, 56, 56)
        **blocks(64, counts, (64, 128, 256, 512), bottleneck),  # (B, 512 or 2048, 7, 7)
        mean=nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
        scores=nn.Linear(2048 if bottleneck else 512, 1000),
    )


def resnet18() -> Stages:
    """11,689,512 parameters."""
    return resnet((2, 2, 2, 2), bottleneck=False)


def resnet50() -> Stages:
    """25,557,032 parameters: 1x1, 3x3, 1x1 in each block."""
    return resnet((3, 4, 6, 3), bottleneck=True)


def small_resnet(classes: int = 10) -> Stages:
    """Pictures (B, 1, 28, 28) to scores (B, classes)."""
    return Stages(
        conv1=nn.Sequential(_conv(1, 12, 3), nn.ReLU(), nn.MaxPool2d(2)),  # (B, 12, 14, 14)
        **blocks(12, (1, 1, 1), (12, 24, 48), bottleneck=False),  # (B, 48, 4, 4)
        mean=nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
        scores=nn.Linear(48, classes),
    )
