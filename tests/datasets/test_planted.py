from __future__ import annotations

import pytest
import torch

from lossland.algorithms.sequences.analogies import solved
from lossland.algorithms.sequences.negative_sampling import beginning, descend, drawn, noise, skip_gram
from lossland.algorithms.sequences.vocabulary import Vocabulary
from lossland.algorithms.sequences.windows import around, keep_chance, reaches, thinned
from lossland.datasets.planted import analogies, planted, planted_sentences, relations


def test_every_sentence_speaks_of_one_planted_word() -> None:
    assert all(sentence.split().count("{}") == 1 for own in planted().values() for sentence in own)
    assert all("%" not in sentence for own in planted().values() for sentence in own)


def test_words_of_a_relation_are_all_planted() -> None:
    words = [word for pairs in relations().values() for pair in pairs for word in pair]
    assert set(words) <= planted().keys()
    assert all(len({a, b, c}) == 3 for questions in analogies().values() for a, b, c, _ in questions)


def test_a_relation_exchanges_the_same_sentences_in_each_of_its_pairs() -> None:
    for name, pairs in relations().items():
        gained = {frozenset(planted()[b]) - frozenset(planted()[a]) for a, b in pairs}
        assert len(gained) == 1, name


def test_the_seed_tells_the_sentences() -> None:
    first, again, other = (planted_sentences(50, torch.Generator().manual_seed(seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert all(word.isalpha() and word.islower() for sentence in first for word in sentence)


@pytest.mark.seeds(5)
def test_skip_gram_finds_the_planted_relations(seed: int) -> None:
    rng = torch.Generator().manual_seed(seed)
    sentences = planted_sentences(20_000, rng)
    vocabulary = Vocabulary.counted(sentences, 1000)
    text, vectors = vocabulary.text(sentences), beginning(len(vocabulary), 32, rng)
    table, chance, epochs = noise(vocabulary.counts), keep_chance(vocabulary.counts, 1e-3), 5
    for epoch in range(epochs):
        rest = thinned(text, chance, rng)
        order = torch.randperm(len(rest.ids), generator=rng)
        for k in range(0, len(order), 256):
            places = order[k : k + 256]
            windows = around(rest, places, reaches(len(places), 5, rng), 5)
            negatives = drawn(table, len(places), 5, rng)
            rate = 0.05 * (1 - (epoch + k / len(order)) / epochs)
            descend(vectors, windows, negatives, skip_gram(vectors, windows, negatives), rate)
    for name, questions in analogies().items():
        asked = torch.tensor([[vocabulary.index[word] for word in question] for question in questions])
        assert float(solved(vectors.e, asked).float().mean()) >= 0.9, name
