"""Inception: several sizes of filters at once, and a 1x1 convolution before the large ones to save multiplications.

Source: Szegedy et al. 2015, "Going deeper with convolutions".
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lossland.algorithms.vision.classic.stages import Stages


class Inception(nn.Module):
    """Four branches see the same maps (B, C, h, w); what they give is joined: (B, one + three + five + pooled, h, w).

    `squeeze` are the channels of the 1x1 convolutions before the 3x3 and the 5x5; None leaves them out. In the pooling
    branch the 1x1 comes after: without it, all C channels would be handed on.
    """

    def __init__(
        self,
        C: int,
        one: int,
        three: int,
        five: int,
        pooled: int,
        squeeze: tuple[int | None, int | None] = (None, None),
    ) -> None:
        super().__init__()
        self.one = nn.Sequential(nn.Conv2d(C, one, 1), nn.ReLU())
        self.three = _squeezed(C, three, 3, squeeze[0])
        self.five = _squeezed(C, five, 5, squeeze[1])
        self.pooled = nn.Sequential(nn.MaxPool2d(3, 1, padding=1), nn.Conv2d(C, pooled, 1), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([self.one(x), self.three(x), self.five(x), self.pooled(x)], 1)


def _squeezed(C: int, width: int, f: int, squeeze: int | None) -> nn.Sequential:
    """A "same" convolution, after a 1x1 one where channels are squeezed."""
    before: list[nn.Module] = [] if squeeze is None else [nn.Conv2d(C, squeeze, 1), nn.ReLU()]
    return nn.Sequential(*before, nn.Conv2d(squeeze or C, width, f, padding=f // 2), nn.ReLU())


def course_inception(squeezed: bool) -> Stages:
    """The course's module on (B, 192, 28, 28): 64 + 128 + 32 + 32 = 256 channels; squeezed, 16 before the 5x5."""
    return Stages(inception=Inception(192, 64, 128, 32, 32, (96, 16) if squeezed else (None, None)))


def small_inception(classes: int = 10) -> Stages:
    """Pictures (B, 1, 28, 28) to scores (B, classes)."""
    return Stages(
        conv1=nn.Sequential(nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()),
        pool1=nn.MaxPool2d(2),  # (B, 16, 14, 14)
        inception2=nn.Sequential(Inception(16, 8, 16, 4, 4, (8, 4)), nn.BatchNorm2d(32)),  # (B, 32, 14, 14)
        pool2=nn.MaxPool2d(2),  # (B, 32, 7, 7)
        inception3=nn.Sequential(Inception(32, 16, 32, 8, 8, (16, 8)), nn.BatchNorm2d(64)),  # (B, 64, 7, 7)
        mean=nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),  # (B, 64)
        scores=nn.Linear(64, classes),
    )
