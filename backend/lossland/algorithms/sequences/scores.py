"""Scores of attention in other forms than the scaled dot product, and the slopes of the softmax that follows them.

Sources: Bahdanau, Cho and Bengio 2015 (additive); Luong, Pham and Manning 2015 (dot, general).
"""

from __future__ import annotations

import torch
from torch import Tensor


def dot(Q: Tensor, K: Tensor) -> Tensor:
    """q' k of queries (..., T, d) and keys (..., S, d): (..., T, S). No root."""
    return Q @ K.transpose(-2, -1)


def bilinear(Q: Tensor, K: Tensor, W: Tensor) -> Tensor:
    """q' W k with a learned W (d_q, d_k), "general" in the paper: (..., T, S)."""
    return dot(Q @ W, K)


def additive(Q: Tensor, K: Tensor, W: Tensor, v: Tensor) -> Tensor:
    """v' tanh(W q + k) with learned W (d, d) and v (d,): (..., T, S). The paper's matrix on k is the identity here."""
    hidden = torch.tanh((Q @ W.T).unsqueeze(-2) + K.unsqueeze(-3))  # (..., T, S, d)
    return hidden @ v


def softmax_slopes(alpha: Tensor) -> Tensor:
    """d alpha_i / d e_j = alpha_i (delta_ij - alpha_j) of rows (..., S): (..., S, S), symmetric, rows sum to 0."""
    return torch.diag_embed(alpha) - alpha.unsqueeze(-1) * alpha.unsqueeze(-2)


def shifting(offset: int, width: int) -> Tensor:
    """M (d, d) with M pos_t = pos_(t + offset) for every t: a rotation of each pair of sine and cosine. `width` is even.

    So one matrix W_Q lets a head look a fixed number of tokens away (Vaswani et al. 2017, section 3.5).
    """
    rates = 10_000.0 ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)  # (d / 2,)
    turned = rates * offset
    cos, sin = turned.cos(), turned.sin()
    M = torch.zeros(width, width, dtype=torch.float64)
    even = torch.arange(0, width, 2)
    M[even, even], M[even, even + 1] = cos, sin
    M[even + 1, even], M[even + 1, even + 1] = -sin, cos
    return M
