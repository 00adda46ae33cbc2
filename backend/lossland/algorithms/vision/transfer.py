"""Transfer: a network that learned much goes on with few pictures of other classes, all, part or nothing of it fixed.

What is fixed makes the same of a picture every time, so it is computed once and kept; only the rest is trained. Source:
Yosinski, Clune, Bengio and Lipson 2014, "How transferable are features in deep neural networks?".
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from lossland.algorithms.vision.efficientnet_lite import HEAD, EfficientNetLite0, normalised

Frozen = Literal["all", "part", "none"]
LAYERS = {"all": 18, "part": 16, "none": 0}
"""So many of stem, 16 blocks and head are fixed: all but the new softmax; all but the last block and the head; nothing."""
TOGETHER = 4
"""Pictures that go through the network together: more do not stay in the processor's cache."""


class Halves(NamedTuple):
    """A network in two: what is fixed, and what is trained."""

    fixed: nn.Sequential
    trained: nn.Sequential


def halves(net: EfficientNetLite0, frozen: Frozen, classes: int) -> Halves:
    """Cuts a network in two and gives it a new last layer for so many classes, which at first finds all alike.

    Batch norm keeps the means of the first training: those of a few pictures would be noise.
    """
    head = nn.Sequential(net.head, nn.AdaptiveAvgPool2d(1), nn.Flatten())
    layers = [net.stem, *net.blocks, head]
    last = nn.Linear(HEAD, classes)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    fixed, free = layers[: LAYERS[frozen]], layers[LAYERS[frozen] :]
    for layer in free:
        layer.requires_grad_(True)
    return Halves(nn.Sequential(*fixed).requires_grad_(False), nn.Sequential(*free, last))


def as_seen(x: Tensor, side: int) -> Tensor:
    """Pictures (n, 1 or 3, h, w) uint8 as the network was taught to see them: (n, 3, side, side)."""
    z = interpolate(x.float() / 255, size=(side, side), mode="bilinear", antialias=True)
    z = normalised(z.expand(-1, 3, -1, -1))
    return z.contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def computed(fixed: nn.Sequential, x: Tensor, side: int) -> Tensor:
    """What the fixed half makes of pictures (n, c, h, w) uint8, once and for all: (n, ...)."""
    return torch.cat([fixed(as_seen(part, side)) for part in torch.split(x, TOGETHER)])
