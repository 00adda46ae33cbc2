"""The sentences of Python's manual, each once, as characters or as words and marks: to learn a language model from."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from lossland.datasets.manual import ALPHABET, manual

LENGTH_READ = 400_000
SHORTEST_SENTENCE, LONGEST_SENTENCE = 5, 40
"""Words and marks; what is shorter or longer is mostly code and grammar."""
HELD_OUT = 20
"""One sentence of so many is held out."""
END, UNKNOWN = "EOS", "UNK"
_SENTENCE_ENDS = re.compile(r"(?<![. ][a-z])\. ")
_WORD_OR_MARK = re.compile(r"[a-z]+(?:['-][a-z]+)*|[(),;:]")


class Corpus(NamedTuple):
    """V tokens, END being the first; what is learned from (N,) and what is held out (M,), END after each sentence."""

    tokens: list[str]
    learned: Tensor
    held: Tensor

    @property
    def rejected(self) -> tuple[int, ...]:
        """What must not be said: words have a token for all unknown ones, characters have none."""
        return tuple(place for place, token in enumerate(self.tokens) if token == UNKNOWN)


def sentences_of_manual() -> list[str]:
    """Those of fitting length, without the full stop; what the manual repeats stands there once, so none is held out *and* read."""
    text = "".join(ALPHABET[place] for place in manual(LENGTH_READ).tolist())
    found = (sentence.strip() for sentence in dict.fromkeys(_SENTENCE_ENDS.split(text)))
    return [each for each in found if SHORTEST_SENTENCE <= len(_WORD_OR_MARK.findall(each)) <= LONGEST_SENTENCE]


def corpus(cut: Literal["words", "characters"], most: int) -> Corpus:
    """At most `most` words are known, those that are met most often; of characters all are."""
    written = sentences_of_manual()
    cuts = [list(each) if cut == "characters" else _WORD_OR_MARK.findall(each) for each in written]
    learned = [each for k, each in enumerate(cuts) if k % HELD_OUT]
    if cut == "characters":
        tokens = [END, *ALPHABET]
    else:
        counts = Counter(token for each in learned for token in each)
        known = sorted(counts, key=lambda token: (-counts[token], token))
        tokens = [END, UNKNOWN, *known[:most]]
    index = {token: place for place, token in enumerate(tokens)}

    def joined(parts: list[list[str]]) -> Tensor:
        return torch.tensor([index.get(token, 1) for each in parts for token in [*each, END]])

    return Corpus(tokens, joined(learned), joined(cuts[::HELD_OUT]))
