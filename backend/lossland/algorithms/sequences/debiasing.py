"""Taking a direction out of vectors: b is found from pairs, other words lose it, and pairs are set equally far from all those.

Source: Bolukbasi et al. 2016, Man is to Computer Programmer as Woman is to Homemaker?
"""

from __future__ import annotations

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import lengthless


def direction(E: Tensor, pairs: Tensor) -> Tensor:
    """b (d,), of length 1: the mean of e_first - e_second over the pairs (P, 2)."""
    return lengthless((E[pairs[:, 0]] - E[pairs[:, 1]]).mean(0))


def along(e: Tensor, b: Tensor) -> Tensor:
    """The part of vectors (..., d) that lies along b (d,) of any length but 0: (e·b) b / (b·b)."""
    return (e @ b / (b @ b))[..., None] * b


def neutralised(e: Tensor, b: Tensor) -> Tensor:
    """e - (e·b) b / (b·b), (..., d): nothing of b is left."""
    return e - along(e, b)


def equalised(e1: Tensor, e2: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Both vectors (..., d) at nu ± tau b, so that they differ in nothing but b.

    mu is their mean, nu what is left of it without b, and tau = sqrt(1 - |nu|^2) gives both the length 1. Which gets + is
    told by what they differed in. The vectors should have the length 1; where nu is longer, tau is 0.
    """
    unit = lengthless(b)
    nu = neutralised((e1 + e2) / 2, unit)
    tau = (1 - (nu * nu).sum(-1)).clamp(min=0).sqrt()
    side = torch.where((e1 - e2) @ unit < 0, -1.0, 1.0)
    step = (side * tau)[..., None] * unit
    return nu + step, nu - step


def debiased(E: Tensor, b: Tensor, kept: Tensor, pairs: Tensor) -> Tensor:
    """All rows of E (V, d), scaled to length 1 and neutralised but for those `kept` (V,) bool; the pairs (P, 2) equalised.

    Afterwards every neutralised word is as far from one word of a pair as from the other.
    """
    unit = lengthless(E)
    out = torch.where(kept[:, None], unit, neutralised(unit, b))
    out[pairs[:, 0]], out[pairs[:, 1]] = equalised(unit[pairs[:, 0]], unit[pairs[:, 1]], b)
    return out
