"""A convolutional network for digits of 28 x 28 pixels: small enough to be read and to answer in a millisecond."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

SIDE = 28


class DigitNet(nn.Module):
    """Four 3x3 convolutions with batch norm and ReLU, three halvings, the mean of each channel, ten scores.

    Pictures (B, 1, 28, 28) in [0, 1], white ink on black as in MNIST; scores (B, 10). 98,682 parameters.
    """

    def __init__(self) -> None:
        super().__init__()
        widths = (1, 16, 32, 64, 128)
        self.convolutions = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1, bias=False) for a, b in pairwise(widths))
        self.norms = nn.ModuleList(nn.BatchNorm2d(width) for width in widths[1:])
        self.pool = nn.MaxPool2d(2)
        self.classifier = nn.Linear(128, 10)

    def stages(self) -> list[nn.Sequential]:
        """The four convolutions in their order, each with what follows it: they share the weights of this network.

        What comes out is (B, 16, 28, 28), (B, 32, 14, 14), (B, 64, 7, 7), (B, 128, 7, 7).
        """
        layers = enumerate(zip(self.convolutions, self.norms, strict=True))
        return [
            nn.Sequential(convolution, norm, nn.ReLU(), *([self.pool] if depth in (1, 2) else []))
            for depth, (convolution, norm) in layers
        ]

    def features(self, x: Tensor) -> list[Tensor]:
        """The four maps (B, 16, 28, 28), (B, 32, 28, 28), (B, 64, 14, 14), (B, 128, 7, 7)."""
        found = []
        for depth, (convolution, norm) in enumerate(zip(self.convolutions, self.norms, strict=True)):
            if depth >= 2:
                x = self.pool(x)  # (B, C, H / 2, W / 2)
            x = torch.relu(norm(convolution(x)))
            found.append(x)
        return found

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.classifier(self.features(x)[-1].mean((2, 3)))
        return scores
