"""Blocks of self-attention over one sequence: it reads both ways, as BERT (Devlin et al. 2019), or from left to right, as GPT.

Which of the two it is says the mask: `causal(T)` hides from each position what follows it.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from lossland.algorithms.sequences.attention import positions
from lossland.algorithms.sequences.transformer import EncoderBlock


class Encoder(nn.Module):
    """Tokens, their positions added, through `layers` blocks; norms stand before the parts. One embedding serves tokens and,
    transposed, scores."""

    def __init__(self, vocabulary: int, longest: int, width: int = 64, heads: int = 4, layers: int = 2) -> None:
        super().__init__()
        self.width = width
        self.embedding = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.embedding.weight, std=width**-0.5)
        self.blocks = nn.ModuleList(EncoderBlock(width, heads, 4 * width) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.positions: Tensor
        self.register_buffer("positions", positions(longest, width), persistent=False)

    def embedded(self, tokens: Tensor) -> Tensor:
        """(B, T) to (B, T, d)."""
        x: Tensor = self.embedding(tokens) * math.sqrt(self.width)
        return x + self.positions[: tokens.shape[1]]

    def read(self, tokens: Tensor, seen: Tensor) -> Tensor:
        """What is made of each position (B, T, d), which sees others where `seen` bool, (T, T) or (B, 1, 1, T), is true."""
        x = self.embedded(tokens)
        for block in self.blocks:
            x = block(x, seen)
        return self.norm(x)  # type: ignore[no-any-return]

    def scores(self, x: Tensor) -> Tensor:
        """Of a token (..., V), for vectors (..., d)."""
        return x @ self.embedding.weight.T

    def forward(self, tokens: Tensor, seen: Tensor) -> Tensor:
        """Scores (B, T, V) of a token at each position, of which it sees where `seen` (T, T) bool is true."""
        return self.scores(self.read(tokens, seen))

    def maps(self, tokens: Tensor, seen: Tensor) -> Tensor:
        """alpha (layers, B, h, T, T): what each head of each layer looks at."""
        x, found = self.embedded(tokens), []
        for block in self.blocks:
            assert isinstance(block, EncoderBlock)
            q = block.first.before(x)
            found.append(block.attention.weights(q, q, seen))
            x = block(x, seen)
        return torch.stack(found)
