"""Convolution: windows, products, sums, and all that belongs to the layer.

An instant lab: no `step`; a parameter change computes what is looked at anew. Sources: Dumoulin and Visin 2016, "A guide to
convolution arithmetic for deep learning"; LeCun et al. 1998, "Gradient-based learning applied to document recognition".
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import convolve, dense, extent, fields, padded, pool, same
from lossland.algorithms.vision.kernels import kernel
from lossland.algorithms.vision.learned_filter import descent, normal
from lossland.algorithms.vision.upsampling import (
    bilinear,
    duplicated,
    pooled_places,
    stuffed,
    transposed,
    transposed_size,
    unpooled,
)
from lossland.lab import Experiment
from lossland.labs.vision.convolution.layers import colour_filters, layer, refuse_what_does_not_fit, weights
from lossland.labs.vision.convolution.params import UPDATES, ConvolutionParams
from lossland.labs.vision.convolution.sources import colours, grey
from lossland.labs.vision.convolution.state import Enlarged, Learned, Pooled, Reasons, Stack, State
from lossland.labs.vision.convolution.volumes import generated, solid


class Sliding(Experiment[ConvolutionParams, State]):
    """A window that moves over a picture."""

    slug = "convolution"
    Params = ConvolutionParams

    def start(self, p: ConvolutionParams, rng: torch.Generator, device: torch.device) -> State:
        return State(
            x=colours(p.picture, p.size),
            first=torch.randn(9, generator=rng, dtype=torch.float64) / 2,
            static=torch.randn(1, 107, 160, generator=rng, dtype=torch.float64),
            volume=generated(p, rng),
        )

    def adopt(self, s: State, p: ConvolutionParams, old: ConvolutionParams | None) -> None:
        s.layer = s.pooled = s.enlarged = s.stack = s.reasons = s.learned = s.solid = None
        match p.study:
            case "window":
                x = s.x if p.colour else grey(s.x)
                s.layer = layer(x, weights(p).expand(1, len(x), -1, -1), p)
            case "channels":
                s.layer = layer(s.x, colour_filters(p), p)
            case "volume":
                s.solid = solid(s.volume, p)
            case "shapes":
                x = torch.tensor(p.signal, dtype=torch.float64).view(1, 1, -1)
                s.layer = layer(x, torch.tensor(p.taps, dtype=torch.float64).view(1, 1, 1, -1), p)
            case "pooling":
                s.pooled = pooled(grey(s.x), p)
            case "upsampling":
                s.enlarged = enlarged(grey(s.x), p)
            case "stack":
                s.stack = stack(grey(s.x), p)
            case "why":
                s.reasons = reasons(grey(s.x), p)
            case "learning":
                s.learned = learned(s.static if p.noise else grey(s.x) / unit(p), s.first, p)


def pooled(x: Tensor, p: ConvolutionParams) -> Pooled:
    """The largest and the mean of each window; nothing is learned."""
    refuse_what_does_not_fit(min(x.shape[1:]), p.pool_size)
    return Pooled(x, pool(x, p.pool_size, p.pool_stride, "max"), pool(x, p.pool_size, p.pool_stride, "mean"))


def enlarged(x: Tensor, p: ConvolutionParams) -> Enlarged:
    """A map that max pooling made small, and that is brought back in four ways."""
    s, f = p.up_stride, p.up_size
    refuse_what_does_not_fit(min(x.shape[1:]), s)
    y, places = pooled_places(x[0], s)
    refuse_what_does_not_fit(min(transposed_size(n, f, s, p.up_padding) for n in y.shape), 1)
    w = kernel("box" if p.up_kernel == "flat" else "gauss", f) * s**2  # level on the whole
    spread, ghost = stuffed(y, f, s, p.up_padding)
    ones = torch.ones_like(w)
    return Enlarged(
        y,
        duplicated(y, s),
        unpooled(y, places, s),
        bilinear(y, s),
        transposed(y, w, s, p.up_padding),
        spread,
        ghost,
        w,
        transposed(torch.ones_like(y), ones, s, p.up_padding),
    )


def stack(x: Tensor, p: ConvolutionParams) -> Stack:
    """Each layer takes the mean of its windows, without padding, as long as one fits."""
    maps = [x[0]]
    refuse_what_does_not_fit(min(x.shape[1:]), extent(p.layers[0].f, p.layers[0].z))
    for row in p.layers:
        if extent(row.f, row.z) > min(maps[-1].shape):
            break
        maps.append(convolve(maps[-1][None], kernel("box", row.f), row.s, row.z))
    return Stack(maps, fields([(row.f, row.s, row.z) for row in p.layers]))


def reasons(x: Tensor, p: ConvolutionParams) -> Reasons:
    """The filter as a matrix on a small picture; and a picture before and after a shift, filtered and pooled."""
    w = weights(p)
    refuse_what_does_not_fit(p.side, len(w))
    refuse_what_does_not_fit(min(x.shape[1:]), p.pool_size)
    small = torch.arange(1, p.side**2 + 1, dtype=torch.float64).view(1, p.side, p.side)
    moved = x.roll((p.dy, p.dx), (1, 2))
    pairs = [(x[0], moved[0])]
    around = (same(len(w)), same(len(w)))
    maps = [convolve(padded(one, around, "circular"), w).clamp(min=0) for one in (x, moved)]
    pairs.append((maps[0], maps[1]))
    few = [pool(one[None], p.pool_size, p.pool_stride, "max")[0] for one in maps]
    pairs.append((few[0], few[1]))
    return Reasons(small, w, convolve(small, w), dense(w, (p.side, p.side)), pairs)


def unit(p: ConvolutionParams) -> float:
    """What counts as 1 in a picture that is learned from: white in a photograph; typed numbers stay what they are."""
    return 255.0 if p.picture.kind in ("shipped", "sent") else 1.0


def learned(x: Tensor, first: Tensor, p: ConvolutionParams) -> Learned:
    """Gradient descent on nine weights, at the rate 1 / largest curvature."""
    refuse_what_does_not_fit(min(x.shape[1:]), 3)
    x = x - x.mean() if p.centred else x
    goal = torch.tensor(p.goal_weights, dtype=x.dtype).view(3, 3) if p.goal == "own" else kernel(p.goal)
    target = convolve(x, goal)
    problem = normal(x[0], target, 3)
    way = descent(problem, first, UPDATES, problem.fastest, p.momentum)
    return Learned(x, target, goal, way, problem.cost(way), problem.told, problem.condition)
