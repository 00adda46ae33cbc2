"""LeNet-5, the first convolutional network at work: it read the digits on cheques.

Source: LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition".
"""

from __future__ import annotations

from torch import nn

from lossland.algorithms.vision.classic.stages import Stages


def lenet5(channels: int = 1, classes: int = 10, padding: int = 0) -> Stages:
    """Pictures (B, channels, 32, 32), or of 28 pixels with `padding` 2, to scores (B, classes).

    61,706 parameters for grey pictures and ten classes, 62,006 for colours. As it is built today: ReLU and max pooling
    for the paper's scaled tanh and learned averages, and every map sees all maps before it.
    """
    return Stages(
        conv1=nn.Sequential(nn.Conv2d(channels, 6, 5, padding=padding), nn.ReLU()),  # (B, 6, 28, 28)
        pool1=nn.MaxPool2d(2),  # (B, 6, 14, 14)
        conv2=nn.Sequential(nn.Conv2d(6, 16, 5), nn.ReLU()),  # (B, 16, 10, 10)
        pool2=nn.MaxPool2d(2),  # (B, 16, 5, 5)
        dense1=nn.Sequential(nn.Flatten(), nn.Linear(400, 120), nn.ReLU()),
        dense2=nn.Sequential(nn.Linear(120, 84), nn.ReLU()),
        scores=nn.Linear(84, classes),
    )
