"""An encoder and a decoder of GRUs, and between them attention (Bahdanau et al. 2015) or one vector (Cho et al. 2014).

e<t,t'> = v' tanh(W_s s<t-1> + W_a a<t'> + b)     additive
e<t,t'> = s<t-1>' a<t'> / sqrt(n)                 dot, scaled
alpha<t,t'> = softmax over t',  c<t> = sum_t' alpha<t,t'> a<t'>
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from lossland.algorithms.sequences.attention import attention_weights

Scores = Literal["none", "additive", "dot"]


@dataclass
class Reading:
    """Where a decoder stands: the encoder's states a (B, S, n) and which are there (B, S), its own state s (B, n)."""

    a: Tensor
    keys: Tensor
    """W_a a, where scores are additive."""
    seen: Tensor
    s: Tensor
    read: int = 0
    alphas: list[Tensor] = field(default_factory=list)
    """alpha (B, S) of each step."""
    forced: Mapping[int, int] = field(default_factory=dict)
    """The one source token that a step looks at, instead of where it would by itself."""

    def rows(self, chosen: Tensor) -> Reading:
        """Where the chosen hypotheses (B',) stand; one may be chosen several times."""
        kept = (self.a[chosen], self.keys[chosen], self.seen[chosen], self.s[chosen])
        return Reading(*kept, self.read, [alpha[chosen] for alpha in self.alphas], self.forced)


class GruTranslator(nn.Module):
    """Embeddings of `width` for both sides and, transposed, for the scores; n units each way of time and in the decoder."""

    def __init__(
        self,
        vocabulary: int,
        width: int = 128,
        n: int = 192,
        scores: Scores = "additive",
        *,
        pad: int = 0,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.pad, self.kind, self.dropout = pad, scores, nn.Dropout(dropout)
        self.embedding = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        self.encoder = nn.GRU(width, n // 2, batch_first=True, bidirectional=True)
        self.first = nn.Linear(n, n)
        if scores == "additive":
            self.W_s, self.W_a, self.v = nn.Linear(n, n, bias=False), nn.Linear(n, n), nn.Linear(n, 1, bias=False)
        context = 0 if scores == "none" else n
        self.decoder = nn.GRUCell(width + context, n)
        self.out = nn.Linear(width + context + n, width)

    def embedded(self, tokens: Tensor) -> Tensor:
        """Vectors (..., width) whose parts have variance 1."""
        return self.dropout(self.embedding(tokens) * self.embedding.embedding_dim**0.5)  # type: ignore[no-any-return]

    def begin(self, source: Tensor) -> Reading:
        """Where the decoder stands before its first token, for source tokens (B, S)."""
        seen = source != self.pad
        lengths = seen.sum(1).cpu()
        packed = pack_padded_sequence(self.embedded(source), lengths, batch_first=True, enforce_sorted=False)
        states, last = self.encoder(packed)
        a, _ = pad_packed_sequence(states, batch_first=True, total_length=source.shape[1])
        s = torch.tanh(self.first(last.transpose(0, 1).flatten(1)))
        return Reading(a, self.W_a(a) if self.kind == "additive" else a, seen, s)

    def context(self, at: Reading) -> Tensor:
        """c (B, n) of the next step; its alpha is noted."""
        if self.kind == "additive":
            e = self.v(torch.tanh(self.W_s(at.s)[:, None] + at.keys))[..., 0]
        else:
            e = (at.a @ at.s[:, :, None])[..., 0] / at.s.shape[1] ** 0.5
        alpha = attention_weights(e, at.seen)
        if at.read in at.forced:
            alpha = one_hot(torch.full((len(alpha),), at.forced[at.read]), alpha.shape[1]).to(alpha)
        at.alphas.append(alpha)
        return (alpha[:, None] @ at.a)[:, 0]

    def told(self, y: Tensor, at: Reading) -> Tensor:
        """What is said (B, width) after tokens whose vectors are y (B, width); `at` moves on."""
        parts = [y] if self.kind == "none" else [y, self.context(at)]
        at.s = self.decoder(torch.cat(parts, 1), at.s)
        at.read += 1
        return self.dropout(torch.tanh(self.out(torch.cat([*parts, at.s], 1))))  # type: ignore[no-any-return]

    def scores(self, hidden: Tensor) -> Tensor:
        """Logits (..., V) of the next token."""
        return hidden @ self.embedding.weight.T

    def hidden(self, tokens: Tensor, at: Reading) -> Tensor:
        """What is said (B, T, width) where tokens (B, T) are read one after another."""
        return torch.stack([self.told(y, at) for y in self.embedded(tokens).unbind(1)], 1)

    def step(self, tokens: Tensor, at: Reading) -> Tensor:
        """Logits (B, V) after tokens (B,)."""
        return self.scores(self.told(self.embedded(tokens), at))

    def alphas(self, source: Tensor, target: Tensor) -> Tensor:
        """alpha (1, B, 1, T, S) while target (B, T) is read; with one vector there is none: zeros."""
        at = self.begin(source)
        self.hidden(target, at)
        if self.kind == "none":
            return torch.zeros(1, len(source), 1, target.shape[1], source.shape[1])
        return torch.stack(at.alphas, 1)[None, :, None]

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Logits (B, T, V) of what follows each token of target (B, T), the true tokens being fed (teacher forcing)."""
        return self.scores(self.hidden(target, self.begin(source)))
