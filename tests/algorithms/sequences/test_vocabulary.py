from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.sequences.vocabulary import Vocabulary, sentences_of, words_of
from lossland.lab.text import Refused


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't go!", ["don't", "go"]),
        ("Don’t", ["don't"]),
        ("'Tis the dogs' 2nd", ["tis", "the", "dogs", "2", "nd"]),
        ("我爱NLP。", ["我", "爱", "nlp"]),
        ("l'été, ça", ["l'été", "ça"]),
        ("snake_case", ["snake", "case"]),
        ("\x00\t😀 -- ' ", []),
        ("שלום", ["שלום"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_sentences_end_at_marks_and_with_the_line_but_not_within_a_number() -> None:
    assert sentences_of("Go. It is 3.5!\nyes\n\n我去。他去？") == [
        ["go"],
        ["it", "is", "3", "5"],
        ["yes"],
        ["我", "去"],
        ["他", "去"],
    ]


@given(st.text(max_size=200))
def test_no_text_is_too_odd_and_words_are_found_again(text: str) -> None:
    words = words_of(text)
    assert all(words)
    assert words_of(" ".join(words)) == words
    assert [word for sentence in sentences_of(text) for word in sentence if "'" not in word] == [
        word for word in words if "'" not in word
    ]


def test_the_most_frequent_words_are_known() -> None:
    known = Vocabulary.counted([["b", "a", "c"], ["b", "a"], ["b"]], 2)
    assert known.words == ("b", "a")
    assert known.counts.tolist() == [3, 2]
    text = known.text([["b", "c", "a"], ["c"], ["a"]])
    assert text.ids.tolist() == [0, 1, 1]
    assert text.sentence.tolist() == [0, 0, 2]


def test_equal_counts_go_by_the_alphabet_and_rare_words_stay_out() -> None:
    assert Vocabulary.counted([["z", "y", "x", "z", "y"]], 9).words == ("y", "z", "x")
    assert Vocabulary.counted([["z", "y", "x", "z", "y"]], 9, least=2).words == ("y", "z")


@pytest.mark.parametrize("sentences", [[], [[]], [["a", "a"]]])
def test_one_word_is_no_vocabulary(sentences: list[list[str]]) -> None:
    with pytest.raises(Refused, match="at least 2"):
        Vocabulary.counted(sentences, 10)


def test_a_text_of_unknown_words_is_empty() -> None:
    text = Vocabulary(("a", "b"), (1, 1)).text([["c"], []])
    assert text.ids.dtype == torch.long
    assert text.ids.tolist() == []
