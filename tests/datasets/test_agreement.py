"""Sentences whose verb agrees with a subject that stands far before it."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.datasets.agreement import NOUNS, SHORTEST, SUBJECT, VOCABULARY, as_words, other_number, sentences


@given(gap=st.integers(SHORTEST, 40), seed=st.integers(0, 999))
def test_the_gap_is_what_it_says_and_the_subject_tells_the_number(gap: int, seed: int) -> None:
    found = sentences(8, gap, torch.Generator().manual_seed(seed))
    assert found.words.shape == (8, 2 + gap)
    for row, plural in zip(found.words, found.plural.tolist(), strict=True):
        words = as_words(row)
        assert words[0] == "the"
        assert words[SUBJECT].endswith("s") == bool(plural)
        assert words[2:4] == [",", "which"]
        assert words[-1] == ","
        assert words.count("which") == 1


def test_nouns_of_the_clause_say_nothing_of_the_subject() -> None:
    found = sentences(4000, 13, torch.Generator().manual_seed(0))
    plurals = (found.words[:, 2:] >= len(NOUNS)) & (found.words[:, 2:] < 2 * len(NOUNS))
    share = plurals.sum(1).double()
    both = torch.stack([share, found.plural.double()])
    assert abs(float(torch.corrcoef(both)[0, 1])) < 0.05


def test_twins_differ_in_one_letter() -> None:
    words = sentences(50, 9, torch.Generator().manual_seed(1)).words
    twins = other_number(words)
    assert torch.equal(other_number(twins), words)
    for own, twin in zip(map(as_words, words), map(as_words, twins), strict=True):
        assert {own[SUBJECT], twin[SUBJECT]} == {own[SUBJECT].rstrip("s"), own[SUBJECT].rstrip("s") + "s"}
        assert [*own[:1], *own[2:]] == [*twin[:1], *twin[2:]]


def test_every_word_occurs_once_in_the_vocabulary() -> None:
    assert len(set(VOCABULARY)) == len(VOCABULARY)
