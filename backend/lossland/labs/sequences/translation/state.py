"""What a run of the translation lab holds."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.byte_pairs import BytePairs
from lossland.algorithms.sequences.gru_translator import GruTranslator
from lossland.algorithms.sequences.plain_tokens import PlainTokens
from lossland.algorithms.sequences.transformer import Transformer
from lossland.lab import constant

Net = GruTranslator | Transformer


@dataclass
class Learner:
    """A network that learns, and how good it was found to be the last time that somebody looked."""

    net: Net
    optimizer: torch.optim.Optimizer
    bleu: Tensor
    """0-d."""
    by_length: Tensor
    """BLEU for the source lengths of `BINS`, NaN where there is no such sentence."""


@dataclass
class Examples:
    """Pairs as tokens, filled up with PAD: sources (N, S) with their end, what is fed (N, T) and wanted (N, T)."""

    source: Tensor
    fed: Tensor
    wanted: Tensor


@dataclass
class State:
    """Networks, the pairs that they learn from, and the steps in which a hand makes them look at one token."""

    rng: torch.Generator
    turns: int
    learners: list[Learner]
    """The one that is looked at, and the one beside it; none where a shipped network is."""
    forced: dict[str, int]
    """Source token by step."""
    tokens: PlainTokens | BytePairs = constant()
    """Of both sides."""
    seen: Examples = constant()
    held_out: Examples = constant()
    lengths: Tensor = constant()
    """(N,) tokens of the held-out sources."""
