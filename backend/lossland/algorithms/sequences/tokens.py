"""Tokens: what a text is cut into, and the four that are no text."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

PAD, BOS, EOS, UNK = range(4)
SPECIAL = ("<pad>", "<s>", "</s>", "<unk>")
START = "\u2581"
"""What marks the first token of a word where tokens are written."""


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """(B, T) of the longest row, the others filled up with PAD."""
    T = max(map(len, rows))
    return torch.tensor([[*row, *[PAD] * (T - len(row))] for row in rows])
