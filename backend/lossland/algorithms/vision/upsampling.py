"""Four ways to make a small map larger: duplicate, un-pool, interpolate, and convolve transposed.

Maps are (h, w). Source: Odena, Dumoulin and Olah 2016, "Deconvolution and checkerboard artifacts".
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.vision.convolution import convolve, padded


def transposed_size(n: int, f: int, s: int, p: int) -> int:
    """(n - 1) s - 2p + f."""
    return (n - 1) * s - 2 * p + f


def duplicated(y: Tensor, s: int) -> Tensor:
    """Every cell becomes s x s equal ones."""
    return y.repeat_interleave(s, 0).repeat_interleave(s, 1)


def pooled_places(x: Tensor, s: int) -> tuple[Tensor, Tensor]:
    """Max pooling of s x s blocks that remembers: the maxima (h, w), and where each lay in its block, 0 to s^2 - 1."""
    h, w = (side // s for side in x.shape)
    blocks = x[: h * s, : w * s].reshape(h, s, w, s).transpose(1, 2).flatten(2)  # (h, w, s^2)
    best = blocks.max(-1)
    return best.values, best.indices


def unpooled(y: Tensor, places: Tensor, s: int) -> Tensor:
    """Each value back at the place in its block that was remembered, 0 elsewhere."""
    blocks = torch.zeros(*y.shape, s * s, dtype=y.dtype).scatter_(-1, places[..., None], y[..., None])  # (h, w, s^2)
    h, w = y.shape
    return blocks.view(h, w, s, s).transpose(1, 2).reshape(h * s, w * s)


def bilinear(y: Tensor, s: int) -> Tensor:
    """Between neighbours in proportion, cells being squares with their values in the middle; level beyond the outermost."""
    for _ in range(2):
        n = y.shape[0]
        at = ((torch.arange(n * s, dtype=y.dtype) + 0.5) / s - 0.5).clamp(0, n - 1)  # (n s,)
        low = at.floor().long()
        share = (at - low)[:, None]
        y = (y[low] * (1 - share) + y[(low + 1).clamp(max=n - 1)] * share).T  # one axis at a time
    return y


def stuffed(y: Tensor, f: int, s: int, p: int) -> tuple[Tensor, Tensor]:
    """What a transposed convolution slides over: s - 1 zeros between cells, f - 1 - p around; and which cells are zeros.

    A negative padding cuts cells off instead.
    """
    h, w = ((n - 1) * s + 1 for n in y.shape)
    spread, ghost = y.new_zeros(1, h, w), torch.ones(h, w, dtype=torch.bool)
    spread[0, ::s, ::s] = y
    ghost[::s, ::s] = False
    around = f - 1 - p
    if around < 0:
        cut = slice(-around, around)
        return spread[:, cut, cut], ghost[cut, cut]
    filled = padded(spread, (around, around), "zero")
    whole = torch.ones(filled.shape[1:], dtype=torch.bool)
    whole[around : around + h, around : around + w] = ghost
    return filled, whole


def transposed(y: Tensor, w: Tensor, s: int, p: int) -> Tensor:
    """Every cell of `y` lays the filter `w` (f, f), times its value, on the larger map, s cells apart; p are cut off.

    The same as the turned filter slid over `stuffed` cells. It inverts nothing.
    """
    return convolve(stuffed(y, len(w), s, p)[0], w.flip(0, 1))
