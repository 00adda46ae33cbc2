"""A decoder of which everything is known: what follows the first word is a table."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.tokens import EOS, SPECIAL


@dataclass
class Told:
    """How many words were said."""

    count: int

    def rows(self, chosen: Tensor) -> Told:
        """Of chosen hypotheses: all have said as many."""
        return Told(self.count)


class TableDecoder:
    """Outputs of two words: the first by `first` (n,), the second by the first one's row of `after` (n, n); then the end."""

    def __init__(self, first: Tensor, after: Tensor) -> None:
        self.first, self.after = first / first.sum(), after / after.sum(1, keepdim=True)

    def begin(self) -> Told:
        """Before the first word."""
        return Told(0)

    def step(self, tokens: Tensor, at: Told) -> Tensor:
        """Logits (B, 4 + n) of what follows tokens (B,)."""
        n, B = len(self.first), len(tokens)
        logits = torch.full((B, len(SPECIAL) + n), -torch.inf, dtype=torch.float64)
        if at.count == 0:
            logits[:, len(SPECIAL) :] = self.first.log()
        elif at.count == 1:
            words = (tokens - len(SPECIAL)).clamp(min=0)  # rows of empty places hold BOS
            logits[:, len(SPECIAL) :] = self.after[words].log()
        else:
            logits[:, EOS] = 0.0
        at.count += 1
        return logits
