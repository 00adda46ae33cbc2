"""Generated restaurant reviews of 1 to 5 stars with planted negations. This is a generated grammar, no real English.

Three kinds: plain praise or blame; "not", which turns good into bad and bad into good; "lacking in", which does so too, and
"completely lacking in" even more. So no word but its neighbours say what "good" does: "good taste" has 4 stars, "lacking in
good taste" 2, "completely lacking in good taste" 1, "completely lacking in bad taste" 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import torch

OPINIONS: Mapping[int, Sequence[str]] = {
    5: ("wonderful", "perfect", "amazing", "fantastic"),
    4: ("good", "excellent", "nice", "great", "pleasant", "lovely"),
    3: ("ordinary", "average", "acceptable", "usual"),
    2: ("bad", "poor", "dull", "disappointing", "cold", "boring"),
    1: ("terrible", "awful", "horrible", "disgusting"),
}
"""Adjectives by the stars of whatever is called so."""
SERVED = (
    "dessert", "taste", "service", "ambiance", "food", "soup", "wine", "coffee", "bread", "fish",
    "meal", "cake", "salad", "view", "music", "menu", "breakfast", "lunch", "dinner", "chicken",
)  # fmt: skip
NOT: Mapping[int, int] = {5: 3, 4: 2, 3: 2, 2: 4, 1: 3}
"""Stars of "not" an adjective."""
LACKING: Mapping[int, int] = {5: 2, 4: 2, 2: 4, 1: 4}
COMPLETELY: Mapping[int, int] = {5: 1, 4: 1, 2: 5, 1: 5}
"""Stars of what lacks it, and of what lacks it completely."""
THRICE: Mapping[int, int] = {5: 5, 4: 5, 3: 3, 2: 1, 1: 1}
"""Stars of three things with such adjectives."""
HELD_OUT = (
    ("The dessert is excellent", 4),
    ("Completely lacking in good taste, good service, and good ambiance", 1),
)
"""Sentences that are never generated, and their stars."""
_LITTLE = ("the", "this", "place", "restaurant", "is", "was", "and", "not", "completely", "lacking", "in")
_OPENINGS = ("", "", "this place is ", "the restaurant was ")
_NUMBERS = 12
"""Random numbers that a review uses up at most."""


X = TypeVar("X")


class Review(NamedTuple):
    """Words in small letters, without marks."""

    words: tuple[str, ...]
    stars: int
    negated: bool


def vocabulary() -> tuple[str, ...]:
    """All words that a review may have, in alphabetical order."""
    return tuple(sorted({*_LITTLE, *SERVED, *(word for words in OPINIONS.values() for word in words)}))


def reviews(count: int, rng: torch.Generator) -> list[Review]:
    """At most so many reviews; 36 % of them have a negation."""
    luck = torch.rand(count, _NUMBERS, generator=rng, dtype=torch.float64).tolist()
    return [review for numbers in luck if (review := _review(iter(numbers))).words not in _HELD_WORDS]


def _review(luck: Iterator[float]) -> Review:
    kind = next(luck)
    if kind < 0.3:
        stars = _one_of((1, 2, 3, 4, 5), luck)
        return _written(f"{_subject(luck)} {_one_of(OPINIONS[stars], luck)}", stars)
    if kind < 0.64:
        stars, things = _one_of((1, 2, 3, 4, 5), luck), _one_of((1, 2, 3, 3), luck)
        return _written(_listed(stars, things, luck), THRICE[stars] if things == 3 else stars)
    if kind < 0.8:
        stars = _one_of((1, 2, 3, 4, 5), luck)
        return _written(f"{_subject(luck)} not {_one_of(OPINIONS[stars], luck)}", NOT[stars], negated=True)
    how, result = _one_of((("lacking", LACKING), ("completely lacking", COMPLETELY)), luck)
    stars, things = _one_of((5, 4, 2, 1), luck), _one_of((1, 2, 3), luck)
    text = f"{_one_of(_OPENINGS, luck)}{how} in {_listed(stars, things, luck)}"
    return _written(text, result[stars], negated=True)


def _subject(luck: Iterator[float]) -> str:
    return f"{_one_of(('the', 'this'), luck)} {_one_of(SERVED, luck)} {_one_of(('is', 'was'), luck)}"


def _listed(stars: int, things: int, luck: Iterator[float]) -> str:
    """So many things, each with an adjective of so many stars."""
    each = [f"{_one_of(OPINIONS[stars], luck)} {_one_of(SERVED, luck)}" for _ in range(things)]
    return " ".join([*each[:-1], "and", each[-1]]) if things > 1 else each[0]


def _one_of(choices: Sequence[X], luck: Iterator[float]) -> X:
    return choices[int(next(luck) * len(choices))]


def _written(text: str, stars: int, *, negated: bool = False) -> Review:
    return Review(tuple(text.split()), stars, negated)


_HELD_WORDS = {tuple(text.lower().replace(",", "").split()) for text, _ in HELD_OUT}
