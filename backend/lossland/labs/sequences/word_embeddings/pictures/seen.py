"""What several pictures of the word embeddings lab need of a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from lossland.algorithms.sequences.analogies import Found, analogy, lengthless, neighbours
from lossland.algorithms.sequences.debiasing import debiased, direction
from lossland.lab import Arrays
from lossland.lab.pictures import Picture
from lossland.lab.views import Figure
from lossland.labs.sequences.word_embeddings.experiment import now
from lossland.labs.sequences.word_embeddings.judged import Judged, judged
from lossland.labs.sequences.word_embeddings.params import WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.state import State
from lossland.labs.sequences.word_embeddings.study_params import SPACE

ANSWERS = 5


@dataclass(frozen=True)
class Seen:
    """A state and the parameters with which it is drawn."""

    s: State
    p: WordEmbeddingsParams

    @cached_property
    def judged(self) -> Judged | None:
        """What is said of the review, None where there is none."""
        return None if self.s.reviews is None else judged(self.s.reviews, self.p.sentence)

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each word."""
        return {word: k for k, word in enumerate(self.s.words)}

    def number(self, word: str) -> int | None:
        """Of a word as it stands or in small letters; None where it is unknown."""
        return self.index.get(word, self.index.get(word.lower()))

    def numbers(self, words: Sequence[str]) -> list[int] | None:
        """Of several words, None where one is unknown."""
        found = [number for word in words if (number := self.number(word)) is not None]
        return found if len(found) == len(words) else None

    @cached_property
    def plain(self) -> Tensor:
        """The vectors (V, d) as they were learned."""
        return now(self.s)

    @cached_property
    def b(self) -> Tensor | None:
        """The direction of gender (d,), None where no pair is known."""
        return direction(lengthless(self.plain), self.s.gender) if len(self.s.gender) else None

    @cached_property
    def fair(self) -> Tensor:
        """The vectors after de-biasing: words that mean a gender keep it, pairs are equalised."""
        if self.b is None:
            return self.plain
        kept = torch.zeros(len(self.plain), dtype=torch.bool, device=self.plain.device)
        kept[self.s.gender.flatten()] = True
        return debiased(self.plain, self.b, kept, self.s.gender)

    @property
    def vectors(self) -> Tensor:
        """The vectors that are looked at."""
        return self.fair if self.p.neutral else self.plain

    @cached_property
    def near(self) -> Found | None:
        """The nearest neighbours of the chosen word, None where it is unknown."""
        word = self.number(self.p.word)
        return None if word is None else neighbours(self.vectors, word, self.p.near)

    @cached_property
    def answers(self) -> Found | None:
        """The first answers to the analogy, None where there is no question."""
        return None if self.question is None else analogy(self.vectors, *self.question, ANSWERS)

    @cached_property
    def question(self) -> tuple[int, int, int] | None:
        """a, b and c of the analogy, where all three are known and different."""
        found = self.numbers((self.p.a, self.p.b, self.p.c))
        return (found[0], found[1], found[2]) if found and len(set(found)) == 3 else None


@dataclass(frozen=True)
class InSpace:
    """A picture that is there only where vectors are looked at in space."""

    picture: Picture[WordEmbeddingsParams, Seen]

    def figure(self, p: WordEmbeddingsParams) -> Figure | None:
        """As the picture has it."""
        return self.picture.figure(p) if p.study in SPACE["study"] else None

    def draw(self, seen: Seen) -> Arrays | None:
        """As the picture has it."""
        return self.picture.draw(seen) if seen.p.study in SPACE["study"] else None
