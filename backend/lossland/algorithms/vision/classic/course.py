"""The course's own network: three convolutions, and nothing between them but ReLU."""

from __future__ import annotations

from torch import nn

from lossland.algorithms.vision.classic.stages import Stages


def course_net(classes: int = 10) -> Stages:
    """Pictures (B, 3, 39, 39) to scores: 280, 5,020 and 20,040 parameters in the convolutions, then 1,960 numbers."""
    return Stages(
        conv1=nn.Sequential(nn.Conv2d(3, 10, 3), nn.ReLU()),  # (B, 10, 37, 37)
        conv2=nn.Sequential(nn.Conv2d(10, 20, 5, stride=2), nn.ReLU()),  # (B, 20, 17, 17)
        conv3=nn.Sequential(nn.Conv2d(20, 40, 5, stride=2), nn.ReLU()),  # (B, 40, 7, 7)
        scores=nn.Sequential(nn.Flatten(), nn.Linear(1960, classes)),
    )
