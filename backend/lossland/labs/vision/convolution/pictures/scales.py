"""The scales of the convolution lab. Tiles that are compared are on one of them, so that equal colours are equal values."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.lab import T
from lossland.lab.views import Scale
from lossland.labs.vision.convolution.params import ConvolutionParams

PIXELS = Scale(uid="pixels", title=T("pixels", "像素"))
OUTPUTS = Scale(uid="outputs", title=T("outputs", "输出"))
WEIGHTS = Scale(uid="weights", title=T("weights", "权重"), colours="signed")
COUNTS = Scale(uid="counts", title=T("taps", "抽头数"), colours="sequential")

MANY = 400
"""So many values are a picture, in which a few at its edge may be far larger than all others."""
WHITE = 255.0
"""The largest pixel of a photograph."""
TYPED = 64
"""Pictures with no larger number are no photographs: their own largest is white."""
SQUASHED = ("sigmoid", "tanh")
"""What comes out of these is in no unit of the picture, and never larger than 1."""


def photograph(x: Tensor) -> bool:
    """Whether pixels are bytes, so that 255 is white whatever the largest is."""
    return bool(x.min() >= 0) and TYPED < float(x.max()) <= WHITE


def largest(*maps: Tensor) -> float:
    """The largest size of a value, never 0."""
    return max(1e-9, *(float(one.abs().max()) for one in maps if one.numel() > 0))


def most(*maps: Tensor) -> float:
    """As far as nearly all values reach: of many in one map, all but the largest fiftieth."""
    return max(
        float(one.abs().flatten().quantile(0.98)) if one.numel() > MANY else largest(one)
        for one in (*maps, torch.zeros(1))
        if one.numel() > 0
    )


def ends(reach: float, signs: bool) -> Tensor:
    """(2,) from 0 on, or as far to both sides of it."""
    return torch.tensor([-reach if signs else 0.0, reach])


def pixels(*maps: Tensor) -> Tensor:
    """(2,) for pictures, of which the first is what the others were made from."""
    signs = any(bool((one < 0).any()) for one in maps)
    return ends(WHITE if photograph(maps[0]) else most(*maps) if signs else largest(*maps), signs)


def weights(*filters: Tensor) -> Tensor:
    """(2,) about 0, for filters that are compared."""
    return ends(largest(*filters), signs=True)


def possible(w: Tensor, bias: float) -> float:
    """The largest size that the sum can have on pixels from 0 to 255."""
    return 255 * max(float(w.clamp(min=0).sum()), float(-w.clamp(max=0).sum())) + abs(bias)


def layer(p: ConvolutionParams, x: Tensor, w: Tensor, maps: Tensor, bias: float, after: str) -> dict[str, Tensor]:
    """Ends for what filters `w` (K, ...) make of `x`: `maps` (K, ...), which `after` gave.

    If nothing else is asked for, outputs reach as far as the picture does, whatever the padding; of typed numbers both
    reach over all. Where no sum can be negative picture and outputs have the same colours too.
    """
    signs = any(bool((one < 0).any()) for one in (x, w)) or bias < 0
    if after in SQUASHED:
        pixel, reach = pixels(x), 1.0
    elif p.contrast == "possible":
        pixel, reach = pixels(x), max(possible(one, bias) for one in w)
    elif p.contrast == "own":
        pixel, reach = pixels(x), max(most(*maps), 0.2 * largest(maps))
    else:
        reach = WHITE if photograph(x) else largest(x, maps)
        pixel = ends(reach, bool((x < 0).any()))
    return {"pixels.range": pixel, "outputs.range": ends(reach, signs), "weights.range": weights(w)}
