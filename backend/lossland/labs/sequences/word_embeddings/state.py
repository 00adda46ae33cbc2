"""What a run of the word embeddings lab holds."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.lab import constant, derived
from lossland.labs.sequences.word_embeddings.reviewing import Reviewing
from lossland.labs.sequences.word_embeddings.tagging import Tagging


@dataclass
class Learned:
    """What training changes, by the names of the method's symbols; nothing where vectors are only looked at."""

    theta: dict[str, Tensor]
    squares: dict[str, Tensor]
    """AdaGrad's."""


@dataclass
class Read:
    """What the vectors are learned from; without training all of it is empty."""

    ids: Tensor
    """(N,)."""
    sentence: Tensor
    """(N,)."""
    counts: Tensor
    """(V,)."""
    noise: Tensor
    """Table of words by count^(3/4)."""
    i: Tensor
    j: Tensor
    X: Tensor
    """(P,) pairs of words that were met, and how often."""


@dataclass
class State:
    """Vectors, how they are learned and from where they are looked at."""

    rng: torch.Generator
    learned: Learned
    directions: Tensor
    """(d, 3), from where PCA looks: kept, so that the picture does not flip over."""
    turns: int
    """Updates so far."""
    moved: Tensor
    """(4,), of the fixed window's last update: norms of the gradients by E, W1 and W2, and how many rows of E have one; else NaN."""
    reviews: Reviewing | None
    """Where stars are given to reviews; then all about vectors in space is empty."""
    tagging: Tagging | None
    """Where names are tagged; then, too."""
    given: Tensor = constant()
    """(V, d), what is looked at where nothing is trained; else empty."""
    words: tuple[str, ...] = constant()
    read: Read = constant()
    group: Tensor = constant()
    """(V,) u1: men, women, places, things, others."""
    questions: dict[str, Tensor] = constant()
    """Planted analogies (Q, 4) by relation."""
    gender: Tensor = constant()
    """(P, 2) pairs that differ in nothing but gender, the male word first."""
    flat: Tensor | None = derived()
    """(n, 2) or (n, 3), t-SNE of the first words, where it is asked for and nothing is trained."""
