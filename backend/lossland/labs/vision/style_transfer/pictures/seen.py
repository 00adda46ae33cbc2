"""What several pictures of the lab need of a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor
from torch.nn.functional import interpolate

from lossland.lab import T
from lossland.labs.vision.style_transfer.experiment import State, layer_weights, ratios
from lossland.labs.vision.style_transfer.networks import seen
from lossland.labs.vision.style_transfer.params import PICTURES, StyleTransferParams

ROLES = tuple(f"ramp@{k / (PICTURES - 1):g}" for k in range(PICTURES))
"""The colours of the five, from most content to most style."""
NAMES = tuple(
    T(name, zh)
    for name, zh in (
        ("β/α × 1/100", "β/α × 1/100"),
        ("β/α × 1/10", "β/α × 1/10"),
        ("β/α", "β/α"),
        ("β/α × 10", "β/α × 10"),
        ("β/α × 100", "β/α × 100"),
    )
)


@dataclass(frozen=True)
class Seen:
    """A state and the parameters in force."""

    s: State
    p: StyleTransferParams

    @cached_property
    def style(self) -> Tensor:
        """(B,) J_style of each picture, its layers summed with their weights."""
        return self.s.style @ layer_weights(self.p).to(self.s.style.device)

    @cached_property
    def ratios(self) -> Tensor:
        """(B,) beta / alpha."""
        return ratios(self.p)

    @cached_property
    def focus(self) -> int:
        """The picture that is looked at, from 0."""
        taken = self.p.forming
        return min(max(self.p.focus - 1, taken.start), taken.stop - 1) - taken.start

    @cached_property
    def style_picture(self) -> Tensor:
        """The style (1, 3, H, W) in the content's shape, its middle cut out."""
        (h, w), (high, wide) = self.s.C.shape[-2:], self.s.S.shape[-2:]
        scale = max(h / high, w / wide)
        size = [max(side, round(n * scale)) for side, n in ((h, high), (w, wide))]
        S = interpolate(self.s.S, size, mode="bilinear", antialias=True)
        top, left = (size[0] - h) // 2, (size[1] - w) // 2
        return S[..., top : top + h, left : left + w]

    @cached_property
    def features(self) -> list[Tensor]:
        """Features of the picture that is looked at."""
        with torch.no_grad():
            return seen(self.s.net, self.s.pictures[self.focus])


def as_bytes(picture: Tensor) -> Tensor:
    """(B, 3, h, w) in [0, 1] as (B, h, w, 3) uint8."""
    return (picture.detach().clamp(0, 1) * 255).round().to(torch.uint8).permute(0, 2, 3, 1)
