"""Convolution as a layer computes it: padding, windows, products, sums, by hand; pooling; the same as one dense matrix.

Pictures are (C, H, W), filters (f, f) or (C, f, f); volumes (D, H, W), their filters (f, f, f). A filter is laid on the picture as it is written (cross-correlation). Source: Dumoulin
and Visin 2016, "A guide to convolution arithmetic for deep learning".
"""

from __future__ import annotations

import torch
from torch import Tensor


def output_size(n: int, f: int, p: int = 0, s: int = 1, z: int = 0) -> int:
    """floor((n + 2p - f_eff) / s) + 1, or 0 where not even one window fits. `z` zeros lie between two taps."""
    return max(0, (n + 2 * p - extent(f, z)) // s + 1)


def extent(f: int, z: int) -> int:
    """f_eff = f + (f - 1) z, how far f taps reach with z zeros between them."""
    return f + (f - 1) * z


def same(f: int, z: int = 0) -> int:
    """The p that keeps the size at stride 1: (f_eff - 1) / 2; for even f the smaller half."""
    return (extent(f, z) - 1) // 2


def sources(n: int, p: int, filling: str) -> Tensor:
    """(n + 2p,) where each cell of a padded line takes its value from; -1 where it is 0.

    "reflect" mirrors at the outermost cell without repeating it, "replicate" repeats it, "circular" goes round.
    """
    at = torch.arange(-p, n + p)
    if filling == "reflect":
        period = max(1, 2 * (n - 1))
        there = at % period
        return torch.minimum(there, period - there) if n > 1 else 0 * at
    if filling == "replicate":
        return at.clamp(0, n - 1)
    if filling == "circular":
        return at % n
    return torch.where((at < 0) | (at >= n), -1, at)


def padded(x: Tensor, p: tuple[int, ...], filling: str) -> Tensor:
    """`x` with p[0] cells at both ends of the first of its last len(p) axes, and so on, filled as `sources` says.

    Two numbers are rows and columns of a picture (C, H, W), three are slices, rows and columns of a volume (D, H, W).
    """
    for dim, width in enumerate(p, x.dim() - len(p)):
        at = sources(x.shape[dim], width, filling)
        shape = [-1 if axis == dim else 1 for axis in range(x.dim())]
        x = x.index_select(dim, at.clamp(min=0)) * (at >= 0).to(x.dtype).view(shape)  # one side longer by 2p
    return x


def ghosts(x: Tensor, p: tuple[int, ...]) -> Tensor:
    """Bool, of the last len(p) axes: the cells of `padded(x, p, ...)` that are filling."""
    sizes = x.shape[x.dim() - len(p) :]
    inside = torch.zeros([n + 2 * around for n, around in zip(sizes, p, strict=True)], dtype=torch.bool)
    inside[tuple(slice(around, around + n) for n, around in zip(sizes, p, strict=True))] = True
    return ~inside


def windows(x: Tensor, f: tuple[int, int], s: int = 1, z: int = 0) -> Tensor:
    """(C, h, w, f[0], f[1]) what every output sees of `x` (C, H, W), which is padded already."""
    rows = taps(x.shape[1], f[0], s, z)  # (h, f[0])
    columns = taps(x.shape[2], f[1], s, z)  # (w, f[1])
    return x[:, rows[:, None, :, None], columns[None, :, None, :]]


def taps(n: int, f: int, s: int, z: int) -> Tensor:
    """(output size, f) the places of a line of n cells that each output sees."""
    first = s * torch.arange(output_size(n, f, 0, s, z))
    return first[:, None] + (z + 1) * torch.arange(f)


def convolve(x: Tensor, w: Tensor, s: int = 1, z: int = 0) -> Tensor:
    """(h, w) the sums of window times filter over all taps and channels; `x` (C, H, W) padded, `w` (C, f, f) or (f, f).

    Written out, it would be `(windows(x, f, s, z) * w).sum`; one tap after another needs f^2 times less room.
    """
    w = w.expand(len(x), *w.shape[-2:])
    h, across = (output_size(n, f, 0, s, z) for n, f in zip(x.shape[1:], w.shape[1:], strict=True))
    total = x.new_zeros(h, across)
    for m in range(w.shape[1]):
        for n in range(w.shape[2]):
            seen = x[:, m * (z + 1) :, n * (z + 1) :][:, ::s, ::s][:, :h, :across]  # (C, h, w) under this tap
            total += (seen * w[:, m, n, None, None]).sum(0)
    return total


def convolve_volume(x: Tensor, w: Tensor, s: int = 1, z: int = 0) -> Tensor:
    """(d, h, w) the sums of a cube `w` (f, f, f) that moves through the slices of `x` (D, H, W) too, padded already."""
    d, h, across = (output_size(n, f, 0, s, z) for n, f in zip(x.shape, w.shape, strict=True))
    total = x.new_zeros(d, h, across)
    for tap in torch.cartesian_prod(*(torch.arange(f) for f in w.shape)).tolist():
        k, m, n = (at * (z + 1) for at in tap)
        seen = x[k::s, m::s, n::s][:d, :h, :across]  # (d, h, w) under this tap
        total += seen * w[tuple(tap)]
    return total


def pool(x: Tensor, f: int, s: int, how: str) -> Tensor:
    """(C, h, w) the "max" or the "mean" of each window; a channel at a time, no parameters."""
    seen = windows(x, (f, f), s).flatten(-2)  # (C, h, w, f^2)
    return seen.amax(-1) if how == "max" else seen.mean(-1)


def dense(w: Tensor, n: tuple[int, int], p: int = 0, s: int = 1, z: int = 0) -> Tensor:
    """(h w, H W) the matrix of a fully connected layer that does what the filter `w` (f, f) does on H x W pixels."""
    count = n[0] * n[1]
    places = torch.arange(1, count + 1, dtype=torch.float64).view(1, *n)  # 0 is a ghost
    seen = windows(padded(places, (p, p), "zero"), (w.shape[0], w.shape[1]), s, z)[0].flatten(2)  # (h, w, f^2)
    rows = seen.flatten(0, 1).long()  # (h w, f^2)
    matrix = torch.zeros(len(rows), count + 1, dtype=w.dtype)
    return matrix.scatter_add_(1, rows, w.flatten().expand(len(rows), -1))[:, 1:]


def fields(layers: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Of a stack of layers (f, s, z): how far one cell of each sees, r_l, and how far apart two neighbours look.

    r_l = r_{l-1} + (f_eff - 1) times the product of the earlier strides.
    """
    found, r, jump = [], 1, 1
    for f, s, z in layers:
        r += (extent(f, z) - 1) * jump
        jump *= s
        found.append((r, jump))
    return found


def parameters(f: int, before: int, after: int) -> tuple[int, int]:
    """Weights and biases of a layer of f x f filters from so many channels to so many."""
    return f * f * before * after, after
