"""A decoder whose probabilities are a table: what follows depends on all that was said."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class Said:
    """The tokens of each hypothesis so far."""

    tokens: Tensor

    def rows(self, chosen: Tensor) -> Said:
        return Said(self.tokens[chosen])


class RandomTree:
    """Logits drawn anew for each beginning, always the same for the same one."""

    def __init__(self, vocabulary: int, seed: int, sharpness: float = 1.5) -> None:
        self.vocabulary, self.seed, self.sharpness = vocabulary, seed, sharpness
        self.calls = 0

    def begin(self, sources: int) -> Said:
        """Before the first token; each source has a tree of its own."""
        return Said(torch.arange(sources)[:, None])

    def logits(self, said: tuple[int, ...]) -> Tensor:
        rng = torch.Generator().manual_seed(hash((self.seed, *said)) % 2**31)
        return self.sharpness * torch.randn(self.vocabulary, generator=rng)

    def step(self, tokens: Tensor, at: Said) -> Tensor:
        self.calls += 1
        at.tokens = torch.cat([at.tokens, tokens[:, None]], 1)
        return torch.stack([self.logits(tuple(row)) for row in at.tokens.tolist()])
