"""A picture that a user sent, and the parameter type that refers to one by its content hash."""

from __future__ import annotations

from torch import Tensor

from lossland.lab.references import Ref


class ImageRef(Ref[Tensor]):
    """A picture that was sent: its value is (h, w, 3) uint8, RGB, upright."""

    kind = "image"
