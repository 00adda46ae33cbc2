"""Blocks on each other with random weights: what becomes of tokens on the way up, and of gradients on the way down.

Source: Dong, Cordonnier and Loukas 2021, "Attention is not all you need: pure attention loses rank doubly exponentially".
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import layer_norm

from lossland.algorithms.sequences.attention import attention_weights, causal, scaled_scores
from lossland.labs.sequences.attention.params import AttentionParams
from lossland.labs.sequences.attention.state import Stacked, State

WAYS = 4


def stacked(s: State, p: AttentionParams) -> Stacked:
    """Two sequences of 8 tokens go up; the gradient of a random direction of the top comes down."""
    x, memory = (one.clone() for one in s.tokens)  # (8, 32)
    heights = [x.requires_grad_()]
    for weights, feeds in zip(s.weights[: p.blocks], s.feeds[: p.blocks], strict=True):
        heights.append(block(heights[-1], memory, weights, feeds, p))
    direction = s.tokens[1]
    gradients = torch.autograd.grad((heights[-1] * direction).sum(), heights)
    sizes = torch.stack([one.norm() for one in gradients])
    return Stacked(torch.stack([alike(one.detach()) for one in heights]), sizes / sizes[-1])


def block(x: Tensor, memory: Tensor, weights: Tensor, feeds: Tensor, p: AttentionParams) -> Tensor:
    """(n, d) to (n, d): attention, then the two layers at each position, each with its path around it."""
    x = sublayer(x, lambda q: attend(q, memory if p.joins in ("cross", "recurrent") else q, weights, p), p)
    return sublayer(x, lambda h: (h @ feeds[0]).relu() @ feeds[1].T, p) if p.feed else x


def sublayer(x: Tensor, f: Callable[[Tensor], Tensor], p: AttentionParams) -> Tensor:
    """f with its norm and its path."""
    fx = f(layer_norm(x, x.shape[-1:]) if p.norm == "before" else x)
    y = x + fx if p.residual else fx
    return layer_norm(y, y.shape[-1:]) if p.norm == "after" else y


def attend(q: Tensor, source: Tensor, weights: Tensor, p: AttentionParams) -> Tensor:
    """Queries (n, d) of one sequence, keys and values of another or the same."""
    W_Q, W_K, W_V, W_O = weights
    Q, K, V = (
        (one @ W).unflatten(-1, (WAYS, -1)).transpose(0, 1) for one, W in ((q, W_Q), (source, W_K), (source, W_V))
    )
    seen = causal(len(q)) if p.joins == "decoder" else None
    heads = attention_weights(scaled_scores(Q, K), seen) @ V  # (h, n, d / h)
    out: Tensor = heads.transpose(0, 1).flatten(1) @ W_O
    return out


def alike(x: Tensor) -> Tensor:
    """Mean cosine between two different tokens of (n, d)."""
    unit = x / x.norm(dim=-1, keepdim=True).clamp(min=1e-30)
    n = len(x)
    mean: Tensor = ((unit @ unit.T).sum() - n) / (n * (n - 1))
    return mean


def drawn(rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """Weights (24, 4, 32, 32) and (24, 2, 32, 64) of variance 1 / fan-in."""
    d, wide = 32, 64
    weights = torch.randn(24, 4, d, d, generator=rng, dtype=torch.float64) / math.sqrt(d)
    feeds = torch.randn(24, 2, d, wide, generator=rng, dtype=torch.float64)
    feeds[:, 0] *= math.sqrt(2 / d)  # He's, before a ReLU
    feeds[:, 1] /= math.sqrt(wide)
    return weights, feeds
