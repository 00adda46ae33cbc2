"""Words of a text, and which of them a network knows: the most frequent ones, by falling count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import torch
from torch import Tensor

from lossland.lab.text import Refused, T

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])[^\W\d_])+(?:['’](?:(?![{_HAN}])[^\W\d_])+)*|\d+")
_ENDS = re.compile(r"[.!?。！？\n]+(?:\s|$)|[。！？\n]+")


def words_of(text: str) -> list[str]:
    """Lower-cased words and numbers; an apostrophe joins ("don't" is one), and each Han character counts as a word."""
    return _WORD.findall(text.lower().replace("’", "'"))


def sentences_of(text: str) -> list[list[str]]:
    """The words of each sentence that has any: a sentence ends at a full stop, ! or ?, and with the line."""
    return [words for part in _ENDS.split(text) if (words := words_of(part))]


class Text(NamedTuple):
    """Sentences one after another as numbers of words: windows never reach from one into the next."""

    ids: Tensor
    """(N,), int64."""
    sentence: Tensor
    """(N,): the number of its sentence, which never falls."""


class Vocabulary:
    """The V words that are known and how often each was met. Raises `Refused` where there are fewer than two."""

    def __init__(self, words: Sequence[str], counts: Sequence[int]) -> None:
        if len(words) < 2:
            en = f"the vocabulary has {len(words)} words; at least 2 different ones are needed"
            raise Refused(T(en, f"词表只有 {len(words)} 个词；至少需要 2 个不同的词"))
        self.words = tuple(words)
        self.counts = torch.tensor(counts, dtype=torch.float64)  # (V,)

    @classmethod
    def counted(cls, sentences: Iterable[Sequence[str]], most: int, least: int = 1) -> Vocabulary:
        """The `most` words met most often, each at least `least` times; equally frequent ones in alphabetical order."""
        counts = Counter(word for sentence in sentences for word in sentence)
        known = sorted((pair for pair in counts.items() if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))
        return cls(*zip(*known[:most], strict=True)) if known else cls((), ())

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each word."""
        return {word: i for i, word in enumerate(self.words)}

    def text(self, sentences: Iterable[Sequence[str]]) -> Text:
        """The known words of the sentences; unknown ones drop out, so that their neighbours move together."""
        ids: list[int] = []
        sentence: list[int] = []
        for number, words in enumerate(sentences):
            known = [self.index[word] for word in words if word in self.index]
            ids += known
            sentence += [number] * len(known)
        return Text(torch.tensor(ids, dtype=torch.long), torch.tensor(sentence, dtype=torch.long))
