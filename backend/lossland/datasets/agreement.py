"""Subjects and verbs with a clause between them: "the cats, which already ate the fish near the door, were".

All verbs of the clause are past tense, which has one form for both numbers; its nouns are as often plural as not, and say
nothing of the subject. Source of the task: Linzen, Dupoux and Goldberg 2016.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

NOUNS = ("cat", "dog", "bird", "horse", "door", "table", "letter", "car", "tree", "star")
VERBS = ("ate", "saw", "found", "washed", "drew", "heard")
ADVERBS = ("already", "often", "never", "quietly")
PLACES = ("near", "behind", "under", "beside")
VOCABULARY = (*NOUNS, *(f"{noun}s" for noun in NOUNS), *VERBS, *ADVERBS, *PLACES, "the", ",", "which")
_INDEX = {word: k for k, word in enumerate(VOCABULARY)}
SHORTEST = 4
"""Words and commas of the shortest clause: ", which ate ,"."""
SUBJECT = 1
"""The place of the subject in a sentence."""


class Sentences(NamedTuple):
    """Words (N, 2 + gap), as places in `VOCABULARY`, up to the verb; whether the subject is plural (N,)."""

    words: Tensor
    plural: Tensor


def clause(gap: int, rng: torch.Generator) -> list[str]:
    """So many words and commas, at least `SHORTEST`."""

    def one(words: tuple[str, ...]) -> str:
        return words[int(torch.randint(len(words), (), generator=rng))]

    def thing() -> list[str]:
        return ["the", one(NOUNS) + one(("", "s"))]

    places, rest = divmod(gap - SHORTEST, 3)
    adverb, object_ = rest == 1, rest == 2
    if rest == 0 and places and one(("", "s")):
        places, adverb, object_ = places - 1, True, True
    found = [",", "which", *([one(ADVERBS)] if adverb else []), one(VERBS), *(thing() if object_ else [])]
    for _ in range(places):
        found += [one(PLACES), *thing()]
    return [*found, ","]


def sentences(N: int, gap: int, rng: torch.Generator) -> Sentences:
    """N sentences with the same gap between subject and verb."""
    subject = torch.randint(len(NOUNS), (N,), generator=rng)
    plural = torch.randint(2, (N,), generator=rng)
    clauses = torch.tensor([[_INDEX[word] for word in clause(gap, rng)] for _ in range(N)])
    the = torch.full((N, 1), _INDEX["the"])
    return Sentences(torch.cat([the, (subject + len(NOUNS) * plural)[:, None], clauses], 1), plural)


def other_number(words: Tensor) -> Tensor:
    """The same sentences (N, T), their subjects in the other number."""
    swapped = words.clone()
    swapped[:, SUBJECT] = (words[:, SUBJECT] + len(NOUNS)) % (2 * len(NOUNS))
    return swapped


def as_words(row: Tensor) -> list[str]:
    """A sentence (T,) in letters."""
    return [VOCABULARY[k] for k in row.tolist()]
