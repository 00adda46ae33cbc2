"""One layer in three dimensions: a cube that moves through slices as well."""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.nets.activations import activation
from lossland.algorithms.vision.convolution import convolve_volume, extent, ghosts, padded, same
from lossland.algorithms.vision.kernels import cube
from lossland.datasets.volumes import film, scan, speckled
from lossland.labs.vision.convolution.layers import LEAK, refuse_what_does_not_fit
from lossland.labs.vision.convolution.params import ConvolutionParams
from lossland.labs.vision.convolution.state import Solid


def generated(p: ConvolutionParams, rng: torch.Generator) -> Tensor:
    """(d, n, n) slices or frames, whole numbers from 0 to 255."""
    clean = {"scan": scan, "film": film}[p.solid](p.depth, p.volume)
    return speckled(clean, p.speckle * torch.randn(clean.shape, generator=rng, dtype=clean.dtype))


def solid(x: Tensor, p: ConvolutionParams) -> Solid:
    """All sums of one cube on `x` (D, H, W). Raises `Refused` where no window fits."""
    w = torch.tensor(p.cube_weights, dtype=x.dtype).view(3, 3, 3) if p.cube == "own" else cube(p.cube)
    w = w.flip(0, 1, 2) if p.flip else w
    around = {"valid": 0, "same": same(len(w), p.dilation), "own": p.p}[p.padding]
    source = padded(x, (around,) * 3, p.filling)
    refuse_what_does_not_fit(min(source.shape), extent(len(w), p.dilation))
    z = convolve_volume(source, w, p.stride, p.dilation) + p.bias  # (d, h, w)
    a = activation(p.activation, z, LEAK)
    return Solid(source, ghosts(x, (around,) * 3), w, a, around)
