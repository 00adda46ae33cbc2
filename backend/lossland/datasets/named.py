"""Sentences in which a word is part of a name or not, and what tells it comes after: "he said teddy roosevelt was a great
president", "he said teddy bears are on sale today".

In small letters, as somebody writes who takes down speech. Every beginning with such a word is continued in both ways, so
that what stands before it and the word itself say nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

BEGINNINGS = ("he said", "she said", "they heard", "we read")
THINGS = {
    "teddy": "bears",
    "rose": "gardens",
    "lily": "ponds",
    "daisy": "chains",
    "robin": "nests",
    "penny": "stocks",
    "ginger": "cakes",
    "amber": "rings",
}
"""Words that are first names as well, and what they are of otherwise."""
SURNAMES = ("roosevelt", "clark", "jones", "carter", "evans", "miller")
CLEAR_NAMES = ("thomas", "anna", "peter", "susan")
CLEAR_THINGS = ("cheap", "new", "small", "good")
AFTER_NAMES = ("was a great president", "is a kind doctor", "wrote a long letter", "came home last night")
AFTER_THINGS = ("are on sale today", "were sold last week", "cost very little now", "look fine this year")
FIRST = 2
"""The place of the first word that may be of a name; the second one follows."""
KINDS = ("ambiguous", "clear", "second", "other")
"""Of words: the first of a name or thing, if it could be both and if not; the second; all others."""
NAMED_LENGTH = 8
"""Words of a sentence."""
_PARTS = (*BEGINNINGS, *THINGS, *THINGS.values(), *SURNAMES, *CLEAR_NAMES, *CLEAR_THINGS, *AFTER_NAMES, *AFTER_THINGS)
NAMED_VOCABULARY = tuple(dict.fromkeys(word for part in _PARTS for word in part.split()))
_PLACES = {word: place for place, word in enumerate(NAMED_VOCABULARY)}


class Tagged(NamedTuple):
    """Words (N, 8), as places in `NAMED_VOCABULARY`, and whether each is of a name (N, 8), 0 or 1."""

    words: Tensor
    tags: Tensor


def encoded(sentences: list[str]) -> Tensor:
    """(N, 8)."""
    return torch.tensor([[_PLACES[word] for word in sentence.split()] for sentence in sentences])


def both_ways_on(beginning: str, first: str, rest: tuple[str, str, str]) -> list[str]:
    """The sentence of the name and that of the thing; `rest` are the surname and what follows a name and a thing."""
    surname, after_name, after_thing = rest
    return [f"{beginning} {first} {surname} {after_name}", f"{beginning} {first} {THINGS[first]} {after_thing}"]


def tagged(quarter: int, rng: torch.Generator) -> Tagged:
    """4 `quarter` sentences, in turn: a name and a thing that begin alike, a name and a thing whose first word tells it."""

    def one(words: tuple[str, ...]) -> str:
        return words[int(torch.randint(len(words), (), generator=rng))]

    found: list[str] = []
    for _ in range(quarter):
        beginning, first = one(BEGINNINGS), one(tuple(THINGS))
        found += both_ways_on(beginning, first, (one(SURNAMES), one(AFTER_NAMES), one(AFTER_THINGS)))
        found.append(f"{one(BEGINNINGS)} {one(CLEAR_NAMES)} {one(SURNAMES)} {one(AFTER_NAMES)}")
        found.append(f"{one(BEGINNINGS)} {one(CLEAR_THINGS)} {one(tuple(THINGS.values()))} {one(AFTER_THINGS)}")
    tags = torch.zeros(len(found), NAMED_LENGTH)
    tags[::2, FIRST : FIRST + 2] = 1
    return Tagged(encoded(found), tags)


def shares_by_kind(right: Tensor) -> Tensor:
    """(4,), of the kinds of words, the share of `right` (N, 8), which is 0 or 1, in sentences as `tagged` orders them."""
    first = right[:, FIRST].view(-1, 4)
    other = torch.cat([right[:, :FIRST], right[:, FIRST + 2 :]], 1)
    return torch.stack([first[:, :2].mean(), first[:, 2:].mean(), right[:, FIRST + 1].mean(), other.mean()])
