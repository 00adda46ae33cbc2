"""What the pictures of the convolution lab have in common: tiles as frames carry them, and what is looked at."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.fields.network import FUNCTIONS
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.state import State

LINK = "window"
"""What the pictures of one study share: the window that is pointed at."""
ACTIVATIONS = ("linear", "relu", "leaky_relu", "sigmoid", "tanh")
AFTER = tuple(FUNCTIONS[name] for name in ACTIVATIONS)


@dataclass(frozen=True)
class Seen:
    """A state with the parameters that it was made under."""

    s: State
    p: ConvolutionParams


def cells(x: Tensor) -> Tensor:
    """(h, w) of one channel, (3, h, w) of three; whole bytes travel as such."""
    one = x[0] if x.dim() == 3 and len(x) == 1 else x
    whole = bool((one == one.round()).all()) and bool(one.min() >= 0) and bool(one.max() <= 255)
    return one.to(torch.uint8) if whole else one


def window(f: tuple[int, int], s: int, step: int = 1) -> Tensor:
    """(3, 2) size, stride and distance of taps, down and across."""
    return torch.tensor([f, (s, s), (step, step)], dtype=torch.int32)


def ghost(mask: Tensor) -> Tensor:
    """(h, w) u1."""
    return mask.to(torch.uint8)
