"""Few labelled sentences in which two words are a name, and others whose words are in none of them: "mary smith is an orange
farmer", "alice kennedy is a mango gardener".

As many sentences begin with a thing, "lemon juice is a sweet drink", so that neither the place of a word nor "is" after it
says whether it is of a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

BEGINNING = 2
"""Words of a name or a thing at the beginning of a sentence; those after them are never of a name."""


class WordLists(NamedTuple):
    """What sentences are made of."""

    first: tuple[str, ...]
    family: tuple[str, ...]
    fruit: tuple[str, ...]
    work: tuple[str, ...]
    food: tuple[str, ...]
    quality: tuple[str, ...]
    meal: tuple[str, ...]


LABELLED = WordLists(
    ("mary", "tom", "frank", "jack", "helen", "harry"),
    ("smith", "lincoln", "columbus", "beethoven", "picasso", "hilton", "reagan"),
    ("apple", "orange", "banana", "grape", "lemon", "peach"),
    ("farmer", "doctor", "teacher", "lawyer", "driver", "painter"),
    ("juice", "cake", "pie", "soup", "salad", "bread", "jam"),
    ("sweet", "cheap", "healthy", "simple", "cold"),
    ("dessert", "drink", "meal", "breakfast", "lunch"),
)
UNSEEN = WordLists(
    ("alice", "john", "charles", "louis", "elizabeth", "marilyn"),
    ("kennedy", "jackson", "shakespeare", "einstein", "washington", "edison", "mozart"),
    ("mango", "strawberry", "cherry", "pineapple", "melon", "pear", "watermelon"),
    ("gardener", "engineer", "merchant", "nurse", "chef", "scientist"),
    ("candy", "sauce", "cookie", "pudding", "sandwich", "pizza", "chocolate"),
    ("delicious", "expensive", "wonderful", "common", "strange"),
    ("snack", "supper", "gift", "present", "treat"),
)
"""It has no word of `LABELLED`."""
_BETWEEN = ("is", "a", "an")
SENTENCE_WORDS = tuple(
    dict.fromkeys([*_BETWEEN, *(word for lists in (LABELLED, UNSEEN) for part in lists for word in part)])
)
_PLACE = {word: k for k, word in enumerate(SENTENCE_WORDS)}


@dataclass
class FewLabelled:
    """N sentences of 6 words."""

    words: Tensor
    """(N, 6), places in `SENTENCE_WORDS`."""
    tags: Tensor
    """(N, 6), 1 for a word of a name, else 0."""


def few_labelled(lists: WordLists, count: int, rng: torch.Generator) -> FewLabelled:
    """So many sentences, in turn of a person and of a thing."""

    def one(words: tuple[str, ...]) -> str:
        return words[int(torch.randint(len(words), (), generator=rng))]

    def with_article(word: str) -> str:
        return f"an {word}" if word[0] in "aeiou" else f"a {word}"

    found = []
    for k in range(count):
        if k % 2 == 0:
            text = f"{one(lists.first)} {one(lists.family)} is {with_article(one(lists.fruit))} {one(lists.work)}"
        else:
            text = f"{one(lists.fruit)} {one(lists.food)} is {with_article(one(lists.quality))} {one(lists.meal)}"
        found.append([_PLACE[word] for word in text.split()])
    words = torch.tensor(found)
    tags = torch.zeros(words.shape)
    tags[::2, :BEGINNING] = 1
    return FewLabelled(words, tags)
