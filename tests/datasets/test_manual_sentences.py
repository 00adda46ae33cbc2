"""The sentences of Python's manual as tokens."""

from __future__ import annotations

import pytest

from lossland.datasets.manual import ALPHABET
from lossland.datasets.manual_sentences import END, HELD_OUT, UNKNOWN, corpus, sentences_of_manual


def test_sentences_are_whole_and_none_stands_there_twice() -> None:
    found = sentences_of_manual()
    assert len(found) > 1000
    assert len(set(found)) == len(found)
    assert not any(each.endswith((".", "e.g", "i.e")) for each in found)
    assert any("e.g." in each or "i.e." in each for each in found)


@pytest.mark.parametrize("cut", ["words", "characters"])
def test_a_text_is_its_sentences_with_an_end_after_each(cut: str) -> None:
    read = corpus(cut, 300)  # type: ignore[arg-type]
    assert read.tokens[0] == END
    assert len(set(read.tokens)) == len(read.tokens) == (302 if cut == "words" else 1 + len(ALPHABET))
    written = sentences_of_manual()
    assert int((read.held == 0).sum()) == len(written[::HELD_OUT])
    assert int((read.learned == 0).sum()) == len(written) - len(written[::HELD_OUT])
    assert int(read.learned.max()) < len(read.tokens)
    assert [read.tokens[place] for place in read.rejected] == ([UNKNOWN] if cut == "words" else [])
    if cut == "characters":
        text = "".join("\n" if place == 0 else read.tokens[place] for place in read.held.tolist())
        assert text.split("\n")[:-1] == written[::HELD_OUT]


def test_the_words_known_are_the_most_frequent_ones() -> None:
    few, many = corpus("words", 50), corpus("words", 1000)
    assert many.tokens[:52] == few.tokens
    assert "the" in few.tokens[2:4]
    unknown = [float((read.learned == 1).double().mean()) for read in (few, many)]
    assert unknown[0] > 0.3
    assert unknown[1] < 0.1
