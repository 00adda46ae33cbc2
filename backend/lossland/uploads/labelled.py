"""Labelled pictures that a user sent, and the parameter type that refers to them by their content hash."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lossland.lab.references import Ref


@dataclass(frozen=True)
class LabelledPictures:
    """Pictures of one size in the order of their classes."""

    pictures: Tensor
    """(n, c, h, w) uint8; c is 1 where all are grey, else 3."""
    labels: Tensor
    """(n,) int64, never falling: 0 to K - 1, and every class has at least one."""
    classes: tuple[str, ...]
    """The names of the K classes."""


class PicturesRef(Ref[LabelledPictures]):
    """Labelled pictures that were sent."""

    kind = "pictures"
