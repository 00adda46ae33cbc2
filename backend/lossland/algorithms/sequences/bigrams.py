"""What follows a token, by counting pairs.

Source: MacKay and Peto 1995, "A hierarchical Dirichlet language model".
"""

from __future__ import annotations

import torch
from torch import Tensor


def bigram_probabilities(text: Tensor, V: int, prior: float) -> Tensor:
    """(V, V) float64 of a text (N,): row v is P(next | v) = (count(v, next) + prior P(next)) / (count(v) + prior).

    P(next) are the shares of all tokens, each counted once more, so that nothing is impossible.
    """
    pairs = torch.bincount(text[:-1] * V + text[1:], minlength=V * V).view(V, V).double()
    alone = torch.bincount(text, minlength=V).double() + 1
    return (pairs + prior * alone / alone.sum()) / (pairs.sum(1, keepdim=True) + prior)
