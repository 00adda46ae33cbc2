"""A decoder of which everything is known: what follows the first word is a table."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.tokens import EOS, SPECIAL


@dataclass
class Told:
    """How many words each hypothesis (B,) has said."""

    counts: Tensor

    def rows(self, chosen: Tensor) -> Told:
        """Of the chosen ones."""
        return Told(self.counts[chosen])


class TableDecoder:
    """Outputs of two words: the first by `first` (n,), the second by the first one's row of `after` (n, n); then the end."""

    def __init__(self, first: Tensor, after: Tensor) -> None:
        self.first, self.after = first / first.sum(), after / after.sum(1, keepdim=True)

    def begin(self) -> Told:
        """Before the first word."""
        return Told(torch.zeros(1, dtype=torch.int64))

    def step(self, tokens: Tensor, at: Told) -> Tensor:
        """Logits (B, 4 + n) of what follows tokens (B,)."""
        n, B = len(self.first), len(tokens)
        logits = torch.full((B, len(SPECIAL) + n), -torch.inf, dtype=torch.float64)
        if at.counts[0] == 0:
            logits[:, len(SPECIAL) :] = self.first.log()
        elif at.counts[0] == 1:
            words = (tokens - len(SPECIAL)).clamp(min=0)  # rows of empty places hold BOS
            logits[:, len(SPECIAL) :] = self.after[words].log()
        else:
            logits[:, EOS] = 0.0
        at.counts += 1
        return logits
