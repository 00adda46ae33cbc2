"""Where words come from: shipped or uploaded vectors, the generated corpus, an uploaded text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from lossland.algorithms.sequences.glove import together
from lossland.algorithms.sequences.negative_sampling import noise
from lossland.algorithms.sequences.vocabulary import Vocabulary, sentences_of
from lossland.datasets.planted import COUNTRIES, PEOPLE, THINGS, analogies, planted_sentences
from lossland.lab import Refused, T
from lossland.labs.sequences.word_embeddings.params import OwnText, OwnVectors, Planted, WordEmbeddingsParams
from lossland.labs.sequences.word_embeddings.state import Read
from lossland.models.shipped import word_vectors

MOST_WORDS = 2000
"""That are learned from an own text."""
MEN, WOMEN, PLACES, THINGS_GROUP, OTHERS = range(5)
FAMILY = (
    "man woman|boy girl|father mother|son daughter|brother sister|uncle aunt|husband wife|grandfather grandmother|king queen|"
    "prince princess|actor actress|waiter waitress|he she|him her|his her|himself herself|dad mom|nephew niece|gentleman lady"
)
PAIRS = tuple((first, second) for first, second in (pair.split() for pair in FAMILY.split("|")))


def given_vectors(p: WordEmbeddingsParams) -> tuple[tuple[str, ...], Tensor]:
    """Words and vectors (V, d) that are only looked at. Raises `Refused` where the upload is not there."""
    if isinstance(p.vectors, OwnVectors):
        if p.vectors.vectors.value is None:
            raise Refused(T("the vectors are not loaded", "向量未载入"))
        found = p.vectors.vectors.value
        return found.words, found.E
    return word_vectors()


def corpus(p: WordEmbeddingsParams, rng: torch.Generator) -> list[list[str]]:
    """The sentences. Raises `Refused` where the upload is not there."""
    if isinstance(p.corpus, Planted):
        return planted_sentences(p.corpus.sentences, rng)
    assert isinstance(p.corpus, OwnText)
    if p.corpus.text.value is None:
        raise Refused(T("the text is not loaded", "文本未载入"))
    return sentences_of(p.corpus.text.value.text)


def read(sentences: Sequence[Sequence[str]], window: int) -> tuple[tuple[str, ...], Read]:
    """The vocabulary and the text in its numbers. Raises `Refused` where it has fewer than two words."""
    vocabulary = Vocabulary.counted(sentences, MOST_WORDS)
    text = vocabulary.text(sentences)
    pairs = together(text, window, len(vocabulary))
    return vocabulary.words, Read(text.ids, text.sentence, vocabulary.counts, noise(vocabulary.counts), *pairs)


def nothing_read() -> Read:
    """Where nothing is trained."""
    none = torch.zeros(0)
    return Read(none.long(), none.long(), none.double(), none.long(), none.long(), none.long(), none)


def gender_pairs(index: Mapping[str, int]) -> Tensor:
    """(P, 2), those pairs of which both words are known."""
    known = [[index[first], index[second]] for first, second in PAIRS if first in index and second in index]
    return torch.tensor(known, dtype=torch.long).view(-1, 2)


def grouped(words: Sequence[str]) -> Tensor:
    """(V,) u1, the group of each word."""
    kinds = {first: MEN for first, _ in PAIRS} | {second: WOMEN for _, second in PAIRS}
    kinds |= {man: MEN for man, _ in PEOPLE.values()} | {woman: WOMEN for _, woman in PEOPLE.values()}
    for country, (capital, language, _) in COUNTRIES.items():
        kinds |= dict.fromkeys((country, capital, language), PLACES)
    for things in THINGS.values():
        kinds |= {name: THINGS_GROUP for thing in things for name in (thing, f"{thing}s")}
    return torch.tensor([kinds.get(word, OTHERS) for word in words], dtype=torch.uint8)


def planted_questions(index: Mapping[str, int]) -> dict[str, Tensor]:
    """(Q, 4) by relation, those of which all words are known."""
    found = {}
    for name, questions in analogies().items():
        known = [[index[word] for word in four] for four in questions if all(word in index for word in four)]
        found[name] = torch.tensor(known, dtype=torch.long).view(-1, 4)
    return found
