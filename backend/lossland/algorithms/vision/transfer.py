"""Transfer: a network that learned much goes on with few pictures of other classes, all, part or nothing of it fixed.

What is fixed makes the same of a picture every time, so it is computed once and kept; only the rest is trained. Source:
Yosinski, Clune, Bengio and Lipson 2014, "How transferable are features in deep neural networks?".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from lossland.algorithms.vision.digit_net import DigitNet
from lossland.algorithms.vision.efficientnet_lite import HEAD, EfficientNetLite0, normalised

Frozen = Literal["all", "part", "none"]
LAYERS = {"all": 18, "part": 16, "none": 0}
"""So many of stem, 16 blocks and head are fixed: all but the new softmax; all but the last block and the head; nothing."""
DIGIT_LAYERS = {"all": 5, "part": 3, "none": 0}
"""So many of four convolutions and the mean over all places: all but the new softmax; all but the last one too; nothing."""
TOGETHER = 4
"""Pictures that go through the network together: more do not stay in the processor's cache."""


class Halves(NamedTuple):
    """A network in two: what is fixed, and what is trained."""

    fixed: nn.Sequential
    trained: nn.Sequential


def halves(net: EfficientNetLite0, frozen: Frozen, classes: int) -> Halves:
    """Cuts the network that learned ImageNet in two; see `cut`."""
    head = nn.Sequential(net.head, nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return cut([net.stem, *net.blocks, head], LAYERS[frozen], HEAD, classes)


def digit_halves(net: DigitNet, frozen: Frozen, classes: int) -> Halves:
    """Cuts the network that learned digits in two; see `cut`."""
    mean = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return cut([*net.stages(), mean], DIGIT_LAYERS[frozen], net.classifier.in_features, classes)


def cut(layers: Sequence[nn.Module], fixed: int, features: int, classes: int) -> Halves:
    """The first layers, so many of them fixed, and the rest with a new last layer, which at first finds all classes alike.

    The layers give `features` numbers of a picture. Batch norm keeps the means of the first training, as far as `layers`
    are in that mode: those of a few pictures would be noise.
    """
    last = nn.Linear(features, classes)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    for layer in layers[fixed:]:
        layer.requires_grad_(True)
    return Halves(nn.Sequential(*layers[:fixed]).requires_grad_(False), nn.Sequential(*layers[fixed:], last))


def as_seen(x: Tensor, side: int) -> Tensor:
    """Pictures (n, 1 or 3, h, w) uint8 as the network was taught to see them: (n, 3, side, side)."""
    z = interpolate(x.float() / 255, size=(side, side), mode="bilinear", antialias=True)
    z = normalised(z.expand(-1, 3, -1, -1))
    return z.contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def computed(fixed: nn.Sequential, x: Tensor, side: int) -> Tensor:
    """What the fixed half makes of pictures (n, c, h, w) uint8, once and for all: (n, ...)."""
    return torch.cat([fixed(as_seen(part, side)) for part in torch.split(x, TOGETHER)])
