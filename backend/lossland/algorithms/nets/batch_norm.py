"""Batch normalisation of z (units, B), each row over the batch, forward and backward.

With mean m and biased standard deviation s of a row, the course divides by s + eps, the library by sqrt(s^2 + eps).
Source: Ioffe and Szegedy 2015.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

NORM_EPSILON = 1e-5
RUNNING_SHARE = 0.1
"""Share of a new batch in the running statistics."""


class Normalised(NamedTuple):
    """The result and what its derivative needs."""

    z: Tensor
    """z^ = (z - m) / divisor, (units, B)."""
    centred: Tensor
    """z - m."""
    rate: Tensor
    """1 / divisor, (units, 1)."""
    bend: Tensor
    """- d rate / d s divided by s, (units, 1)."""


def divided(variance: Tensor, form: str) -> tuple[Tensor, Tensor]:
    """`rate` and `bend` of a biased variance s^2, any shape. Where s is 0 so is z - m, and bend is never felt."""
    if form == "course":
        s = variance.sqrt()
        rate = 1 / (s + NORM_EPSILON)
        return rate, rate**2 / s.clamp(min=1e-12)
    rate = (variance + NORM_EPSILON).rsqrt()
    return rate, rate**3


def normalise(z: Tensor, form: str, running: tuple[Tensor, Tensor] | None) -> Normalised:
    """z (units, B) normalised by its own batch; `running` (mean, variance), each (units, 1), moves towards it."""
    mean = z.mean(1, keepdim=True)
    centred = z - mean
    variance = centred.square().mean(1, keepdim=True)
    if running is not None:
        running[0].lerp_(mean, RUNNING_SHARE)
        running[1].lerp_(variance, RUNNING_SHARE)
    rate, bend = divided(variance, form)
    return Normalised(centred * rate, centred, rate, bend)


def normalised_by(z: Tensor, mean: Tensor, variance: Tensor, form: str) -> Tensor:
    """z (units, B) normalised by the running statistics, as outside training."""
    return (z - mean) * divided(variance, form)[0]


def normalise_backward(norm: Normalised, dz_hat: Tensor) -> Tensor:
    """dz from d z^ (units, B): the mean and the deviation depend on every sample of the batch, so each feels all."""
    straight = norm.rate * (dz_hat - dz_hat.mean(1, keepdim=True))
    along = (dz_hat * norm.centred).mean(1, keepdim=True)
    return torch.addcmul(straight, norm.bend * norm.centred, along, value=-1)
