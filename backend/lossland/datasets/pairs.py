"""Pairs of sentences, one a translation of the other, and what is done with them before a network learns from them."""

from __future__ import annotations

import re
from collections import Counter
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


class Copied:
    """Names and numbers that stand alike in both sentences: others are put in their place, so that copying is learned.

    A name gives way to one that begins like it (French elides before vowels): another of the pairs, or one made of two halves.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        lower = {word for pair in pairs for word in re.findall(r"\b[a-z]{3,}\b", pair.target)}
        found = Counter(name for pair in pairs for name in self._alike(pair, _WORD) if name.lower() not in lower)
        names = sorted(found)
        self.names = {starts: [name for name in names if (name[0] in _VOWELS) == starts] for starts in (True, False)}
        self.known = set(names)

    @staticmethod
    def _alike(pair: Pair, what: re.Pattern[str]) -> list[str]:
        other = set(what.findall(pair.source))
        return sorted({word for word in what.findall(pair.target) if word in other})

    def changed(self, pair: Pair, rng: torch.Generator) -> Pair:
        """The pair with other names and numbers; itself where there are none."""

        def draw(n: int) -> int:
            return int(torch.randint(n, (), generator=rng))

        swaps = {}
        for name in self._alike(pair, _WORD):
            if name in self.known:
                alike = self.names[name[0] in _VOWELS]
                first, second = alike[draw(len(alike))], alike[draw(len(alike))]
                swaps[name] = first if draw(2) else first[: 1 + len(first) // 2] + second[len(second) // 2 :]
        for number in self._alike(pair, _NUMBER):
            digits = [str(draw(10)) for _ in number]
            digits[0] = str(1 + draw(9))
            swaps[number] = "".join(digits)
        if not swaps:
            return pair
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, swaps)) + r")\b")
        return Pair(*(pattern.sub(lambda found: swaps[found[0]], side) for side in pair))
