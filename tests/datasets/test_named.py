"""Sentences with names and things."""

from __future__ import annotations

import torch

from lossland.datasets.named import FIRST, NAMED_VOCABULARY, SURNAMES, THINGS, shares_by_kind, tagged


def test_each_beginning_with_an_ambiguous_word_goes_on_in_both_ways() -> None:
    found = tagged(60, torch.Generator().manual_seed(0))
    words = [[NAMED_VOCABULARY[place] for place in row] for row in found.words.tolist()]
    assert len(words) == 240
    for name, thing in zip(words[::4], words[1::4], strict=True):
        assert name[: FIRST + 1] == thing[: FIRST + 1]
        assert name[FIRST] in THINGS
        assert name[FIRST + 1] in SURNAMES
        assert thing[FIRST + 1] == THINGS[thing[FIRST]]
    assert {row[FIRST] for row in words[::4]} == set(THINGS)
    assert not {row[FIRST] for k, row in enumerate(words) if k % 4 >= 2} & set(THINGS)


def test_as_many_names_as_things_and_two_words_of_each_name() -> None:
    found = tagged(25, torch.Generator().manual_seed(1))
    assert found.tags.sum(1).tolist() == [2, 0] * 50
    assert found.tags[:, [FIRST, FIRST + 1]].sum() == found.tags.sum()


def test_an_ambiguous_word_is_of_a_name_in_exactly_half_of_all_sentences() -> None:
    found = tagged(200, torch.Generator().manual_seed(2))
    first = found.words[:, FIRST]
    for word in set(first.tolist()):
        share = float(found.tags[first == word, FIRST].mean())
        assert share == (0.5 if NAMED_VOCABULARY[word] in THINGS else round(share))


def test_shares_by_kind() -> None:
    right = torch.ones(8, 8)
    right[::4, FIRST] = 0
    right[2, FIRST] = 0
    right[:, FIRST + 1] = torch.tensor([1.0, 0, 0, 0, 0, 0, 0, 0])
    assert shares_by_kind(right).tolist() == [0.5, 0.75, 0.125, 1.0]
