"""Words or characters as tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lossland.algorithms.sequences.tokens import BOS, EOS, PAD, SPECIAL, START, UNK

_WORD = re.compile(r"\w+'|\w+(?:-\w+)*|[^\w\s]")
"""Words with what French elides (l'), or a mark."""


@dataclass(frozen=True)
class PlainTokens:
    """A vocabulary: what is not in it is UNK."""

    kind: Literal["words", "characters"]
    vocabulary: tuple[str, ...]

    @classmethod
    def learned(cls, kind: Literal["words", "characters"], texts: Iterable[str], least: int = 1) -> PlainTokens:
        """What stands at least so often in the texts, the most frequent first."""
        counts = Counter(token for text in texts for token in cut(kind, text))
        known = sorted(
            (token for token, count in counts.items() if count >= least), key=lambda token: (-counts[token], token)
        )
        return cls(kind, (*SPECIAL, *known))

    @property
    def size(self) -> int:
        """V, with the four that are no text."""
        return len(self.vocabulary)

    def encode(self, text: str) -> list[int]:
        """Its tokens."""
        return [self.index.get(token, UNK) for token in cut(self.kind, text)]

    def encode_all(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each."""
        return [self.encode(text) for text in texts]

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each token."""
        return {token: k for k, token in enumerate(self.vocabulary)}

    def pieces(self, tokens: Sequence[int]) -> list[str]:
        """How each is written; a word begins with `START` unless it follows an elision."""
        found: list[str] = []
        for token in tokens:
            text = self.vocabulary[token]
            glued = self.kind == "characters" or token in (BOS, EOS, PAD) or (found and found[-1].endswith("'"))
            found.append(text if glued else START + text)
        return found

    def decode(self, tokens: Sequence[int]) -> str:
        """The text, without padding, beginning and end."""
        return (
            "".join(self.pieces([token for token in tokens if token not in (PAD, BOS, EOS)]))
            .replace(START, " ")
            .strip()
        )


def cut(kind: Literal["words", "characters"], text: str) -> list[str]:
    """A text in words and marks, or in characters."""
    return _WORD.findall(text) if kind == "words" else list(text)
