"""The simplest classifier of sentences: the mean of the word vectors, and a softmax.

z = W (e_1 + ... + e_n) / n + b, y = softmax(z). Every word adds W e / n wherever it stands, whatever stands beside it. Source: Iyyer
et al. 2015, Deep Unordered Composition Rivals Syntactic Methods for Text Classification.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class WordMean(nn.Module):
    """V words of d numbers, C classes. Initial weights are drawn from the global generator."""

    def __init__(self, V: int, d: int, C: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(V, d)
        self.scores = nn.Linear(d, C)

    def forward(self, words: Tensor, length: Tensor) -> Tensor:
        """z (B, C) of sentences (B, T), of which only the first `length` (B,) words count."""
        there = torch.arange(words.shape[1], device=words.device) < length[:, None]  # (B, T)
        e = self.embedding(words) * there[..., None]  # (B, T, d)
        z: Tensor = self.scores(e.sum(1) / length[:, None])
        return z


def contributions(net: WordMean, e: Tensor, weighed: Tensor) -> Tensor:
    """(n,): w'e/n of each word (n, d), w being the rows of W by the weights of the classes (C,). With w'b they sum to that score."""
    return e @ (weighed @ net.scores.weight) / len(e)
