"""AlexNet, which won ImageNet in 2012. Source: Krizhevsky, Sutskever, Hinton 2012."""

from __future__ import annotations

from torch import nn

from lossland.algorithms.vision.classic.stages import Stages


def alexnet() -> Stages:
    """Pictures (B, 3, 227, 227) to 1,000 scores, 62,378,344 parameters: as on one GPU, without the paper's two halves."""
    return Stages(
        conv1=nn.Sequential(nn.Conv2d(3, 96, 11, stride=4), nn.ReLU()),  # (B, 96, 55, 55)
        pool1=nn.MaxPool2d(3, 2),  # (B, 96, 27, 27)
        conv2=nn.Sequential(nn.Conv2d(96, 256, 5, padding=2), nn.ReLU()),  # (B, 256, 27, 27)
        pool2=nn.MaxPool2d(3, 2),  # (B, 256, 13, 13)
        conv3=nn.Sequential(nn.Conv2d(256, 384, 3, padding=1), nn.ReLU()),
        conv4=nn.Sequential(nn.Conv2d(384, 384, 3, padding=1), nn.ReLU()),
        conv5=nn.Sequential(nn.Conv2d(384, 256, 3, padding=1), nn.ReLU()),
        pool5=nn.MaxPool2d(3, 2),  # (B, 256, 6, 6)
        dense6=nn.Sequential(nn.Flatten(), nn.Dropout(), nn.Linear(9216, 4096), nn.ReLU()),
        dense7=nn.Sequential(nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU()),
        scores=nn.Linear(4096, 1000),
    )
