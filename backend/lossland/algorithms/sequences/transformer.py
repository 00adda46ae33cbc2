"""A Transformer that translates (Vaswani et al. 2017), its norms before the sublayers (Xiong et al. 2020) or after them.

One embedding serves the source, the target and, transposed, the scores of the next token.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor, nn

from lossland.algorithms.sequences.attention import MultiHeadAttention, causal, positions

LONGEST = 256
"""Tokens of a sequence, at most."""
Norms = Literal["before", "after"]


class FeedForward(nn.Sequential):
    """Two layers with ReLU between them, at each position by itself."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, width))


class Sublayer(nn.Module):
    """x + f(norm(x)), or norm(x + f(x))."""

    def __init__(self, width: int, norms: Norms, dropout: float) -> None:
        super().__init__()
        self.norm, self.norms, self.dropout = nn.LayerNorm(width), norms, nn.Dropout(dropout)

    def before(self, x: Tensor) -> Tensor:
        """What f gets."""
        return self.norm(x) if self.norms == "before" else x

    def after(self, x: Tensor, fx: Tensor) -> Tensor:
        """The sum, and its norm where that comes after."""
        x = x + self.dropout(fx)
        return x if self.norms == "before" else self.norm(x)


class EncoderBlock(nn.Module):
    """Self-attention over the whole sequence, then two layers at each position."""

    def __init__(self, width: int, heads: int, hidden: int, norms: Norms = "before", dropout: float = 0.0) -> None:
        super().__init__()
        self.attention, self.feed = MultiHeadAttention(width, heads), FeedForward(width, hidden)
        self.first, self.second = (Sublayer(width, norms, dropout) for _ in range(2))

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        """(B, S, d), of which each position sees where `seen` (B, 1, 1, S) is true."""
        q = self.first.before(x)
        x = self.first.after(x, self.attention(q, q, seen))
        return self.second.after(x, self.feed(self.second.before(x)))


@dataclass
class Cache:
    """Keys and values (B, h, S, d / h) of one decoder block: its own past, and the source."""

    own: tuple[Tensor, Tensor] | None
    source: tuple[Tensor, Tensor]
    alphas: list[Tensor] | None = None
    """Where they are wanted: what each head took of the source, (B, h, T, S) for each call."""

    def rows(self, chosen: Tensor) -> Cache:
        """Those of the chosen hypotheses (B',)."""
        own = None if self.own is None else (self.own[0][chosen], self.own[1][chosen])
        return Cache(own, (self.source[0][chosen], self.source[1][chosen]))


class DecoderBlock(nn.Module):
    """Causal self-attention, attention to the source, two layers at each position."""

    def __init__(self, width: int, heads: int, hidden: int, norms: Norms = "before", dropout: float = 0.0) -> None:
        super().__init__()
        self.attention, self.source = MultiHeadAttention(width, heads), MultiHeadAttention(width, heads)
        self.feed = FeedForward(width, hidden)
        self.first, self.second, self.third = (Sublayer(width, norms, dropout) for _ in range(3))

    def forward(self, x: Tensor, cache: Cache, seen: Tensor, own: Tensor | None) -> Tensor:
        """Goes on from the cache, to which keys and values of x (B, T, d) are added. Returns (B, T, d).

        `seen` (B, 1, 1, S) is of the source, `own` (T, T) of x; None where T is 1 and sees all its past.
        """
        q = self.first.before(x)
        K, V = self.attention.keys_and_values(q)
        if cache.own is not None:
            K, V = torch.cat([cache.own[0], K], 2), torch.cat([cache.own[1], V], 2)
        cache.own = K, V
        x = self.first.after(x, self.attention.attend(q, K, V, own))
        q = self.second.before(x)
        if cache.alphas is not None:
            cache.alphas.append(self.source.weights_over(q, cache.source[0], seen))
        x = self.second.after(x, self.source.attend(q, *cache.source, seen))
        return self.third.after(x, self.feed(self.third.before(x)))


@dataclass
class Decoding:
    """Where a decoder stands: the source's mask (B, 1, 1, S), a cache for each block, and how many tokens it has read."""

    seen: Tensor
    caches: list[Cache]
    read: int = 0
    forced: Mapping[int, int] = field(default_factory=dict)
    """The one source token that all heads look at in a step, instead of where they would by themselves."""

    def rows(self, chosen: Tensor) -> Decoding:
        """Where the chosen hypotheses (B',) stand; one may be chosen several times."""
        return Decoding(self.seen[chosen], [cache.rows(chosen) for cache in self.caches], self.read, self.forced)

    def looked_at(self, T: int) -> Tensor:
        """What the next T tokens may see of the source: (B, 1, 1 or T, S)."""
        if not any(self.read <= t < self.read + T for t in self.forced):
            return self.seen
        seen = self.seen.repeat(1, 1, T, 1)
        for t, column in self.forced.items():
            if self.read <= t < self.read + T:
                seen[:, :, t - self.read] = torch.arange(seen.shape[-1]) == column
        return seen


class Transformer(nn.Module):
    """Encoder and decoder of `layers` blocks each on one vocabulary; token `pad` is not seen."""

    def __init__(
        self,
        vocabulary: int,
        width: int = 192,
        heads: int = 4,
        layers: int = 3,
        hidden: int = 768,
        *,
        pad: int = 0,
        norms: Norms = "before",
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.width, self.pad = width, pad
        self.embedding = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        shape = width, heads, hidden, norms, dropout
        self.encoder = nn.ModuleList(EncoderBlock(*shape) for _ in range(layers))
        self.decoder = nn.ModuleList(DecoderBlock(*shape) for _ in range(layers))
        self.encoded, self.decoded = (nn.LayerNorm(width) if norms == "before" else nn.Identity() for _ in range(2))
        self.dropout = nn.Dropout(dropout)
        self.positions: Tensor
        self.register_buffer("positions", positions(LONGEST, width), persistent=False)

    def embedded(self, tokens: Tensor, first: int = 0) -> Tensor:
        """Tokens (B, T) that stand at positions `first` and after, as vectors (B, T, d)."""
        x = self.embedding(tokens) * math.sqrt(self.width) + self.positions[first : first + tokens.shape[1]]
        return self.dropout(x)  # type: ignore[no-any-return]

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Source tokens (B, S) to vectors (B, S, d) and the mask (B, 1, 1, S) of those that are there."""
        seen = (source != self.pad)[:, None, None, :]
        x = self.embedded(source)
        for block in self.encoder:
            x = block(x, seen)
        return self.encoded(x), seen

    def begin(self, source: Tensor) -> Decoding:
        """Where the decoder stands before its first token, for source tokens (B, S)."""
        memory, seen = self.encode(source)
        return Decoding(seen, [Cache(None, block.source.keys_and_values(memory)) for block in self.decoder])  # type: ignore[union-attr, operator]

    def hidden(self, tokens: Tensor, at: Decoding, *, in_order: bool = True) -> Tensor:
        """What the last block says (B, T, d) where tokens (B, T) are read one after another; `at` moves on.

        Where they are not read `in_order`, each sees all of them.
        """
        x, T = self.embedded(tokens, at.read), tokens.shape[1]
        own = causal(T, tokens.device) if T > 1 and in_order else None
        seen = at.looked_at(T)
        for block, cache in zip(self.decoder, at.caches, strict=True):
            x = block(x, cache, seen, own)
        at.read += T
        return self.decoded(x)  # type: ignore[no-any-return]

    def scores(self, hidden: Tensor) -> Tensor:
        """Logits (..., V) of the next token."""
        return hidden @ self.embedding.weight.T

    def step(self, tokens: Tensor, at: Decoding) -> Tensor:
        """Logits (B, V) after tokens (B,); `at` moves on by one."""
        return self.scores(self.hidden(tokens[:, None], at)[:, 0])

    def alphas(self, source: Tensor, target: Tensor) -> Tensor:
        """What each head of each block takes of the source (layers, B, h, T, S) while target (B, T) is read."""
        at = self.begin(source)
        for cache in at.caches:
            cache.alphas = []
        self.hidden(target, at)
        return torch.stack([alpha for cache in at.caches for alpha in cache.alphas or ()])

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Logits (B, T, V) of what follows each token of target (B, T), the true tokens being fed (teacher forcing)."""
        return self.scores(self.hidden(target, self.begin(source)))
