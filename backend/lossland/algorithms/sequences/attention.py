"""Attention: scores of queries against keys, a softmax in each row, the weighted sum of the values.

Rows are queries. The mask is added before the softmax, so each row sums to 1 over what it may see.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention


def scaled_scores(Q: Tensor, K: Tensor) -> Tensor:
    """Q K' / sqrt(d_k) of queries (..., T, d_k) and keys (..., S, d_k): (..., T, S)."""
    return Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])


def attention_weights(scores: Tensor, seen: Tensor | None = None) -> Tensor:
    """alpha: a softmax in each row of the scores (..., T, S). What is not `seen` (bool, broadcast) gets 0."""
    if seen is not None:
        scores = scores.masked_fill(~seen, -torch.inf)
    return scores.softmax(-1)


def causal(T: int, device: torch.device | None = None) -> Tensor:
    """(T, T): row t sees columns 0 to t."""
    return torch.ones(T, T, dtype=torch.bool, device=device).tril()


class MultiHeadAttention(nn.Module):
    """h heads of width d / h, side by side, times W_O. With its four d x d matrices and biases: 4 d^2 + 4 d weights."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.W_Q, self.W_K, self.W_V, self.W_O = (nn.Linear(width, width) for _ in range(4))

    def split(self, x: Tensor) -> Tensor:
        """(B, T, d) to heads (B, h, T, d / h)."""
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def joined(self, heads: Tensor) -> Tensor:
        """Heads (B, h, T, d / h) to (B, T, d), times W_O."""
        out: Tensor = self.W_O(heads.transpose(1, 2).flatten(2))
        return out

    def keys_and_values(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Of a sequence (B, S, d): twice (B, h, S, d / h)."""
        return self.split(self.W_K(memory)), self.split(self.W_V(memory))

    def weights(self, x: Tensor, memory: Tensor, seen: Tensor | None = None) -> Tensor:
        """alpha (B, h, T, S): what each head of each query x (B, T, d) takes of memory (B, S, d)."""
        return self.weights_over(x, self.split(self.W_K(memory)), seen)

    def weights_over(self, x: Tensor, K: Tensor, seen: Tensor | None = None) -> Tensor:
        """The same, where keys (B, h, S, d / h) are there already."""
        return attention_weights(scaled_scores(self.split(self.W_Q(x)), K), seen)

    def attend(self, x: Tensor, K: Tensor, V: Tensor, seen: Tensor | None = None) -> Tensor:
        """(B, T, d), where keys and values (B, h, S, d / h) are there already."""
        Q = self.split(self.W_Q(x))
        if torch.is_autocast_enabled(x.device.type):  # in half precision a processor takes three times as long for this
            with torch.autocast(x.device.type, enabled=False):
                heads = scaled_dot_product_attention(Q.float(), K.float(), V.float(), seen)
        else:
            heads = scaled_dot_product_attention(Q, K, V, seen)
        return self.joined(heads)

    def forward(self, x: Tensor, memory: Tensor, seen: Tensor | None = None) -> Tensor:
        """Queries x (B, T, d), keys and values of memory (B, S, d), `seen` bool (B or 1, 1, T or 1, S): (B, T, d)."""
        return self.attend(x, *self.keys_and_values(memory), seen)


def positions(length: int, width: int) -> Tensor:
    """(length, width): sin and cos of pos / 10000^(2i/d), alternating (Vaswani et al. 2017)."""
    rates = torch.exp(torch.arange(0, width, 2) * (-math.log(10_000.0) / width))
    angles = torch.arange(length)[:, None] * rates
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[:, :width]
