"""Mini-batches without replacement: every sample is used once before any is used again."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class Batches:
    """Where the current epoch stands."""

    order: Tensor
    """(n,) int64: this epoch's order of the samples; empty before the first epoch."""
    position: int = 0


def next_batch(batches: Batches, count: int, size: int, rng: torch.Generator) -> Tensor:
    """Indices (B,) of the next of `count` samples; B is `size`, less at the end of an epoch. A new epoch shuffles."""
    if batches.position >= batches.order.shape[0] or batches.order.shape[0] != count:
        batches.order = torch.randperm(count, generator=rng).to(batches.order.device)
        batches.position = 0
    rows = batches.order[batches.position : batches.position + size]  # (B,)
    batches.position += size
    return rows
