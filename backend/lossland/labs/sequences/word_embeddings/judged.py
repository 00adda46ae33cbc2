"""What both classifiers make of a sentence, word by word."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.sequences.vocabulary import words_of
from lossland.algorithms.sequences.word_mean import contributions
from lossland.labs.sequences.word_embeddings.review_sources import UNKNOWN
from lossland.labs.sequences.word_embeddings.reviewing import STARS, Reviewing

BY_STARS = torch.arange(STARS) - (STARS - 1) / 2
"""-2 ... 2: how the scores of 1 to 5 stars are added up to one."""


@dataclass(frozen=True)
class Judged:
    """n words, of which only those count that have a vector, their own or that of UNK; all else is NaN."""

    words: list[str]
    mean: Tensor
    """(5,) P of 1 to 5 stars by the mean."""
    rnn: Tensor
    """(5,) by the recurrent network."""
    adds: Tensor
    """(n,) w'e/n of each word."""
    after: Tensor
    """(n,) stars that the recurrent network expects after each word."""


@torch.no_grad()
def judged(s: Reviewing, sentence: str) -> Judged:
    """Of a sentence in any case, with or without marks."""
    words = words_of(sentence)
    index = {word: k for k, word in enumerate(s.words)}
    known = [index.get(word, index.get(UNKNOWN)) for word in words]
    places = [k for k, number in enumerate(known) if number is not None]
    adds, after = torch.full((2, len(words)), torch.nan)
    if not places:
        unknown = torch.full((STARS,), torch.nan)
        return Judged(words, unknown, unknown, adds, after)
    ids = torch.tensor([known[k] for k in places], device=s.others.device)
    e_mean, e_rnn = (torch.cat([net.embedding.weight, s.others])[ids] for net in (s.mean, s.rnn))  # (n, d)
    P = torch.func.functional_call(
        s.rnn, {"embedding.weight": e_rnn}, (torch.arange(len(ids), device=ids.device)[None],)
    )
    P = P[0].softmax(1).cpu()  # (n, 5)
    adds[places] = contributions(s.mean, e_mean, BY_STARS.to(ids.device)).cpu()
    after[places] = P @ torch.arange(1.0, STARS + 1)
    return Judged(words, s.mean.scores(e_mean.mean(0)).softmax(0).cpu(), P[-1], adds, after)
