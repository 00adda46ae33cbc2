"""All parameters of a network in one flat vector, seen as the tensors that its layers compute with."""

from __future__ import annotations

import math
from collections.abc import Sequence

from torch import Tensor


def views(flat: Tensor, shapes: Sequence[tuple[int, ...]]) -> list[Tensor]:
    """`flat` (..., P) as tensors (..., *shape), one after another; one split, so that autograd joins only once."""
    parts = flat.split_with_sizes([math.prod(shape) for shape in shapes], -1)
    return [part.view((*flat.shape[:-1], *shape)) for part, shape in zip(parts, shapes, strict=True)]
