"""What a run of the recurrent lab holds."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.lab import constant
from lossland.labs.sequences.recurrent.adding import Adding
from lossland.labs.sequences.recurrent.language import Language
from lossland.labs.sequences.recurrent.learner import Learner
from lossland.labs.sequences.recurrent.naming import Naming


@dataclass
class Probes:
    """New sentences of one gap: words (2 N, 2 + gap), each in both numbers, and whether the subject is plural (2 N,)."""

    words: Tensor
    plural: Tensor


@dataclass
class State:
    """Where cells learn side by side the networks by cell, of the agreement study sentences that none of them learns from; else
    these are empty."""

    rng: torch.Generator
    turns: int
    learners: dict[str, Learner]
    by_gap: dict[str, Tensor]
    """Of each cell the share of right verbs at every gap of `GAPS`, NaN before the first look."""
    probes: dict[str, Probes] = constant()
    """By gap, from the shortest to the longest."""
    language: Language | None = None
    naming: Naming | None = None
    adding: Adding | None = None
