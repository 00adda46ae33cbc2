"""Pairs of sentences, one a translation of the other, and what is done with them before a network learns from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import torch

_WORD = re.compile(r"\b[A-Z][a-z]{2,}\b")
_NUMBER = re.compile(r"\d+")
_VOWELS = "AEIOUHY"


class Pair(NamedTuple):
    """A sentence and its translation."""

    source: str
    target: str


def split_by_target(pairs: Sequence[Pair], held_out: int, seed: int = 0) -> tuple[list[Pair], list[Pair]]:
    """Those to learn from and those of `held_out` targets, drawn at random, of which no other pair has one."""
    targets = sorted({pair.target for pair in pairs})
    order = torch.randperm(len(targets), generator=torch.Generator().manual_seed(seed)).tolist()
    kept = {targets[k] for k in order[:held_out]}
    return [pair for pair in pairs if pair.target not in kept], [pair for pair in pairs if pair.target in kept]


def without_point(pair: Pair) -> Pair:
    """The pair as it is typed in a hurry: no point at the end of either side, where both have one."""
    if pair.source.endswith((".", "。")) and pair.target.endswith("."):
        return Pair(pair.source[:-1].rstrip(), pair.target[:-1])
    return pair


Words = tuple[tuple[str, str], ...]
"""Words of the source with their translations, of which one can stand where another does."""


class Exchanged:
    """Other names, numbers and words of lists are put in the place of those that stand in both sentences.

    So a network learns to copy what it never saw, and sees rare words of a list as often as frequent ones. A name gives way
    to one that begins like it (French elides before vowels): another of the pairs, or one made of two halves.
    """

    def __init__(self, pairs: Sequence[Pair], lists: Sequence[Words] = ()) -> None:
        self.lists = lists
        lower = {word for pair in pairs for word in re.findall(r"\b[a-z]{3,}\b", pair.target)}
        listed = {word for words in lists for pair in words for word in pair}
        found = {name for pair in pairs for name in self._alike(pair, _WORD)}
        names = sorted(name for name in found if name.lower() not in lower and name not in listed)
        self.names = {starts: [name for name in names if (name[0] in _VOWELS) == starts] for starts in (True, False)}
        self.known = set(names)

    @staticmethod
    def _alike(pair: Pair, what: re.Pattern[str]) -> list[str]:
        other = set(what.findall(pair.source))
        return sorted({word for word in what.findall(pair.target) if word in other})

    def changed(self, pair: Pair, rng: torch.Generator) -> Pair:
        """The pair with others in their place; itself where it has none."""

        def draw(n: int) -> int:
            return int(torch.randint(n, (), generator=rng))

        sides: tuple[dict[str, str], dict[str, str]] = {}, {}
        for name in self._alike(pair, _WORD):
            if name in self.known:
                alike = self.names[name[0] in _VOWELS]
                first, second = alike[draw(len(alike))], alike[draw(len(alike))]
                other = first if draw(2) else first[: 1 + len(first) // 2] + second[len(second) // 2 :]
                sides[0][name] = sides[1][name] = other
        for number in self._alike(pair, _NUMBER):
            digits = [str(draw(10)) for _ in number]
            digits[0] = str(1 + draw(9))
            sides[0][number] = sides[1][number] = "".join(digits)
        there = [set(re.findall(r"\w+", side)) for side in pair]
        for words in self.lists:
            for source, target in words:
                if source in there[0] and target in there[1]:
                    sides[0][source], sides[1][target] = words[draw(len(words))]
        return Pair(*(_with(side, swaps) for side, swaps in zip(pair, sides, strict=True)))


def _with(text: str, swaps: dict[str, str]) -> str:
    """The text with words exchanged, all at once."""
    if not swaps:
        return text
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, swaps)) + r")\b")
    return pattern.sub(lambda found: swaps[found[0]], text)
