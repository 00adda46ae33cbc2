from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.vocabulary import Text
from lossland.algorithms.sequences.windows import around, before, keep_chance, reaches, thinned

SENTENCES = st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=6), min_size=1, max_size=5)


def text_of(sentences: list[list[int]]) -> Text:
    numbers = [number for number, words in enumerate(sentences) for _ in words]
    return Text(torch.tensor([word for words in sentences for word in words]), torch.tensor(numbers))


@given(SENTENCES, st.integers(1, 4), st.integers(0, 2**31))
def test_a_window_holds_what_a_loop_finds(sentences: list[list[int]], window: int, seed: int) -> None:
    text = text_of(sentences)
    places = torch.arange(len(text.ids))
    reach = reaches(len(places), window, torch.Generator().manual_seed(seed))
    assert bool(((reach >= 1) & (reach <= window)).all())
    found = around(text, places, reach, window)
    assert found.context.shape == (len(places), 2 * window)
    place = 0
    for words in sentences:
        for k, word in enumerate(words):
            r = int(reach[place])
            assert found.target[place] == word
            assert (
                found.context[place][found.there[place]].tolist() == words[max(0, k - r) : k] + words[k + 1 : k + 1 + r]
            )
            assert bool((found.context[place][~found.there[place]] == word).all())
            place += 1


@given(SENTENCES, st.integers(1, 4))
def test_the_words_before_are_the_last_ones_of_the_sentence(sentences: list[list[int]], window: int) -> None:
    text = text_of(sentences)
    found = before(text, torch.arange(len(text.ids)), window)
    place = 0
    for words in sentences:
        for k in range(len(words)):
            assert found.context[place][found.there[place]].tolist() == words[max(0, k - window) : k]
            place += 1


def test_a_frequent_word_stays_with_the_chance_of_the_authors_program() -> None:
    chance = keep_chance(torch.tensor([900.0, 99.0, 1.0]), 0.001)
    f = 0.9
    assert float(chance[0]) == pytest.approx((0.001 / f) ** 0.5 + 0.001 / f)
    assert float(chance[2]) == 1
    assert keep_chance(torch.tensor([900.0, 1.0]), 0).tolist() == [1, 1]


def test_as_many_stay_as_the_chance_says() -> None:
    text = Text(torch.arange(2).repeat(5000), torch.arange(5000).repeat_interleave(2))
    kept = thinned(text, torch.tensor([0.3, 1.0]), torch.Generator().manual_seed(0))
    counts = kept.ids.bincount().tolist()
    assert abs(counts[0] - 1500) < 5 * (5000 * 0.3 * 0.7) ** 0.5
    assert counts[1] == 5000
    assert bool((kept.sentence.diff() >= 0).all())
