from __future__ import annotations

import torch

from lossland.algorithms.sequences.vocabulary import words_of
from lossland.datasets.reviews import HELD_OUT, OPINIONS, Review, reviews, vocabulary

STARS_OF = {word: stars for stars, words in OPINIONS.items() for word in words}


def found(seed: int = 0, count: int = 3000) -> list[Review]:
    return reviews(count, torch.Generator().manual_seed(seed))


def test_the_seed_tells_the_reviews_and_all_words_are_known() -> None:
    assert found(count=50) == found(count=50) != found(1, 50)
    assert {word for words, _, _ in found() for word in words} == set(vocabulary())
    assert {stars for _, stars, _ in found()} == {1, 2, 3, 4, 5}
    assert 0.3 < sum(negated for _, _, negated in found()) / 3000 < 0.42


def test_the_course_sentences_are_known_word_by_word_and_never_generated() -> None:
    for text, _ in HELD_OUT:
        assert set(words_of(text)) <= set(vocabulary())
        assert all(tuple(words_of(text)) not in {words for words, _, _ in found(seed)} for seed in range(5))
    assert any(words[:4] == ("the", "dessert", "is", "good") for words, _, _ in found(0, 20_000))


def test_a_negation_turns_good_into_bad_and_bad_into_good() -> None:
    for words, stars, negated in found():
        plain = [STARS_OF[word] for word in words if word in STARS_OF]
        assert len(set(plain)) == 1
        assert negated == bool({"not", "lacking"} & set(words))
        if not negated:
            extreme = {5: 5, 4: 5, 3: 3, 2: 1, 1: 1}[plain[0]] if len(plain) == 3 else plain[0]
            assert stars == extreme
        elif plain[0] != 3:
            assert (stars <= 3) == (plain[0] >= 4) or stars == 3
            if "completely" in words:
                assert stars == (1 if plain[0] >= 4 else 5)
