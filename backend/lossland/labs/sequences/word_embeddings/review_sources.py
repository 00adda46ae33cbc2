"""The reviews that are learned from and those that are held out: generated ones, or sentences of film reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch

from lossland.algorithms.sequences.vocabulary import Vocabulary, words_of
from lossland.datasets.reviews import Review, reviews, vocabulary
from lossland.fields.film_reviews import film_reviews

REVIEWS, HELD = 3000, 400
"""Generated reviews, and those of them that are not learned from."""
HELD_FILM = 1000
"""Film reviews that are not learned from; of few, a fifth."""
LEAST_MET, MOST_KNOWN = 3, 8000
"""A word of film reviews that is met less often than this is UNK, and so are those beyond so many words."""
UNKNOWN = "<unk>"
NEGATIONS = frozenset(
    ("not", "no", "never", "nothing", "neither", "nor", "without", "lacks", "lacking", "cannot", "hardly")
)


@dataclass(frozen=True)
class Drawn:
    """Reviews, no held-out one of which is learned from, and the words that they have."""

    learned_from: list[Review]
    held: list[Review]
    words: tuple[str, ...]

    @property
    def unknown(self) -> bool:
        """Whether all other words are UNK."""
        return UNKNOWN in self.words


def reviews_of(kind: Literal["generated", "film"], rng: torch.Generator) -> Drawn:
    """In random order. Raises `Refused` where film reviews are not here or cannot be read."""
    if kind == "film":
        return _of_films(rng)
    drawn = reviews(REVIEWS, rng)
    return Drawn(drawn[HELD:], _others(drawn[:HELD], drawn[HELD:]), vocabulary())


def _of_films(rng: torch.Generator) -> Drawn:
    """Words are counted where they are learned from alone."""
    texts = film_reviews()
    found = [_film_review(*texts[k]) for k in torch.randperm(len(texts), generator=rng).tolist()]
    found = [review for review in found if review.words]
    held = min(HELD_FILM, len(found) // 5)
    known = Vocabulary.counted((review.words for review in found[held:]), MOST_KNOWN, LEAST_MET)
    rare = {word: word if word in known.index else UNKNOWN for review in found for word in review.words}
    found = [review._replace(words=tuple(rare[word] for word in review.words)) for review in found]
    return Drawn(found[held:], _others(found[:held], found[held:]), (*known.words, UNKNOWN))


def _film_review(sentence: str, positive: bool) -> Review:
    words = tuple(words_of(sentence))
    negated = any(word in NEGATIONS or word.endswith("n't") for word in words)
    return Review(words, 5 if positive else 1, negated)


def _others(held: list[Review], learned_from: list[Review]) -> list[Review]:
    """Those whose words are not those of a review that is learned from."""
    texts = {review.words for review in learned_from}
    return [review for review in held if review.words not in texts]
