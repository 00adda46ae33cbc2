"""A layer on a picture or on a line: filters, padding, sums, bias, activation."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lossland.algorithms.nets.activations import activation
from lossland.algorithms.vision.convolution import convolve, extent, ghosts, padded, same
from lossland.algorithms.vision.kernels import kernel
from lossland.lab import Refused, T
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.state import Layer

LEAK = 0.01


def weights(p: ConvolutionParams) -> Tensor:
    """(f, f) the filter that is chosen, or that was typed."""
    if p.kernel == "own":
        side = math.isqrt(len(p.weights))
        return torch.tensor(p.weights, dtype=torch.float64).view(side, side)
    return kernel(p.kernel, p.f)


def colour_filters(p: ConvolutionParams) -> Tensor:
    """(K, 3, f, f) the rows of filters; where one is wider than another, zeros surround that."""
    made = [
        torch.tensor([row.red, row.green, row.blue], dtype=torch.float64)[:, None, None] * kernel(row.kernel)
        for row in p.filters
    ]
    f = max(w.shape[-1] for w in made)
    return torch.stack([torch.nn.functional.pad(w, [(f - w.shape[-1]) // 2] * 4) for w in made])  # (K, 3, f, f)


def layer(x: Tensor, w: Tensor, p: ConvolutionParams) -> Layer:
    """All sums of a layer; `x` (C, H, W), `w` (K, C, f, f') with f = 1 on a line. Raises `Refused` where no window fits."""
    w = w.flip(-1, -2) if p.flip and p.study != "channels" else w
    around = [{"valid": 0, "same": same(f, p.dilation), "own": p.p}[p.padding] for f in w.shape[-2:]]
    pad = (around[0] if w.shape[-2] > 1 or x.shape[1] > 1 else 0, around[1])
    source = padded(x, pad, p.filling)
    for n, f in zip(source.shape[1:], w.shape[-2:], strict=True):
        refuse_what_does_not_fit(n, extent(f, p.dilation))
    z = torch.stack([convolve(source, one, p.stride, p.dilation) for one in w]) + p.bias  # (K, h, w)
    a = activation(p.activation, z, LEAK)
    return Layer(source, ghosts(x, pad), w, z, a, pad, (p.stride, p.dilation + 1))


def refuse_what_does_not_fit(n: int, f: int) -> None:
    """A window needs as many cells as it reaches over."""
    if f > n:
        raise Refused(
            T(
                f"a window that reaches over {f} cells does not fit into {n}: take a smaller filter, fewer zeros "
                "between taps, more padding or a larger picture",
                f"跨 {f} 格的窗口放不进 {n} 格：请减小卷积核、减少插零、增加填充或换更大的图片",
            )
        )
