"""Strokes of a pen as a grey picture: each pixel by its distance to the nearest segment, so that edges are smooth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor

Stroke = Sequence[Sequence[float]]
"""Points (x, y) in [0, 1], from the left and from the top, in the order drawn; one point alone is a dot."""


def rasterise(strokes: Sequence[Stroke], side: int, pen: float) -> Tensor:
    """Ink (side, side) in [0, 1] of strokes drawn with a round pen `pen` pixels wide; black paper where there is none.

    A pixel whose middle lies d from the line has clamp(pen / 2 + 1 / 2 - d, 0, 1): half a pixel of edge on either side.
    """
    ink = torch.zeros(side, side)
    for stroke in strokes:
        if len(stroke):
            ink = torch.maximum(ink, _ink(torch.as_tensor(stroke, dtype=torch.float32) * side, side, pen))
    return ink


def _ink(points: Tensor, side: int, pen: float) -> Tensor:
    """Ink of one stroke (n, 2) in pixels, computed only where it can be."""
    ink = torch.zeros(side, side)
    margin = pen / 2 + 1
    first = (points.min(0).values - margin).floor().clamp(0, side).long().tolist()
    last = (points.max(0).values + margin).ceil().clamp(0, side).long().tolist()
    (left, top), (right, bottom) = first, last
    if left >= right or top >= bottom:
        return ink
    y, x = torch.meshgrid(torch.arange(top, bottom) + 0.5, torch.arange(left, right) + 0.5, indexing="ij")
    middles = torch.stack([x, y], -1)  # (h, w, 2)
    nearest = torch.full(x.shape, math.inf)
    ends = points if len(points) > 1 else points.expand(2, 2)
    for a, b in pairwise(ends):
        along = b - a
        t = ((middles - a) @ along / along.square().sum().clamp(min=1e-12)).clamp(0, 1)  # (h, w), 0 at a, 1 at b
        nearest = torch.minimum(nearest, (middles - a - t[..., None] * along).square().sum(-1))
    ink[top:bottom, left:right] = (pen / 2 + 0.5 - nearest.sqrt()).clamp(0, 1)
    return ink


def fitted(strokes: Sequence[Stroke]) -> list[list[list[float]]]:
    """The same drawing as large as it fits: its box fills [0, 1] along its longer side and lies in the middle.

    A box that is no more than a dot stays a dot, in the middle.
    """
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    low, high = ([side(each) for each in zip(*points, strict=True)] for side in (min, max))
    long = max(1e-3, *(b - a for a, b in zip(low, high, strict=True)))
    return [
        [[0.5 + (v - (a + b) / 2) / long for v, a, b in zip(point, low, high, strict=True)] for point in stroke]
        for stroke in strokes
    ]
