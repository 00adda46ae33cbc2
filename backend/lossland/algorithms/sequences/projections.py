"""From many dimensions to two or three: along the directions of most variance, or along axes between chosen words."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import lengthless


class Plane(NamedTuple):
    """Where vectors are looked at from: point e is drawn at (e - centre) @ directions."""

    centre: Tensor
    """(d,)."""
    directions: Tensor
    """(d, k), orthonormal."""
    share: Tensor
    """(k,) of all variance that each direction tells."""


def principal(E: Tensor, k: int) -> Plane:
    """The k directions in which the vectors E (V, d) vary most, d >= k; the largest entry of each is positive."""
    centre = E.mean(0)
    away = E - centre  # (V, d)
    variance, directions = torch.linalg.eigh(away.T @ away)  # rising: (d,), (d, d)
    top = directions[:, -k:].flip(1)  # (d, k)
    largest = top.gather(0, top.abs().argmax(0, keepdim=True))  # (1, k)
    share = variance[-k:].flip(0).clamp(min=0) / variance.clamp(min=0).sum().clamp(min=torch.finfo(E.dtype).tiny)
    return Plane(centre, top * largest.sign(), share)


def kept_turned(plane: Plane, before: Plane) -> Plane:
    """The same plane, each direction turned about where it points away from the one it was: pictures do not flip over."""
    against = (plane.directions * before.directions).sum(0) < 0  # (k,)
    return plane._replace(directions=torch.where(against, -plane.directions, plane.directions))


def projected(E: Tensor, plane: Plane) -> Tensor:
    """(V, k)."""
    return (E - plane.centre) @ plane.directions


def arrows_between(E: Tensor, axes: Tensor) -> Tensor:
    """(d, A): axes (A, 2) between words, each from its first to its second, of length 1; not at right angles in general.

    A vector of length 1 times them has the cosines with the axes.
    """
    unit = lengthless(E)
    return lengthless(unit[axes[:, 1]] - unit[axes[:, 0]]).T
