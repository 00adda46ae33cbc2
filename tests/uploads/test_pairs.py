"""Files of pairs: what is read, and what is refused with its line and what is allowed."""

from __future__ import annotations

import pytest

from lossland.uploads.pairs import MOST_PAIRS, MOST_SIGNS, PairsError, is_pairs, kept_pairs, loaded_pairs, read_pairs
from lossland.uploads.received import received


def test_pairs_are_read_in_order() -> None:
    text = "\ufeffla maison\tthe house\r\n\n你好 。\tHello.\r\nשלום\tpeace 😀\n"
    assert read_pairs(text.encode()) == [("la maison", "the house"), ("你好 。", "Hello."), ("שלום", "peace 😀")]


def test_further_columns_are_dropped_where_they_may_be() -> None:
    assert read_pairs(b"a\tb\tby somebody\n", range(2, 4)) == [("a", "b")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no pairs"),
        (b"\n\n", "no pairs"),
        (b"a\tb\nonly one\n", "line 2 has 1 column instead of 2"),
        (b"a\tb\tc\n", "line 1 has 3 columns"),
        (b"a\t \n", "line 1: the translation is empty"),
        (b"\tb\n", "line 1: the source is empty"),
        (b"a\tb\nc\t\xff\n", "line 2 is not UTF-8: byte 0xff"),
        ("é\tb\n".encode("latin-1"), "line 1 is not UTF-8"),
        ("a\tb\n".encode("utf-16"), "not UTF-8"),
        (b"a\x00\tb\n", r"line 1: the source has the control character U\+0000"),
        (b"a\tb\x1b[31m\n", r"the translation has the control character U\+001B"),
        (b"x" * (MOST_SIGNS + 1) + b"\tb\n", "has 1001 characters; at most 1000"),
        (b"a\tb\n" * (MOST_PAIRS + 1), "more than 200,000"),
    ],
)
def test_what_is_wrong_is_named(content: bytes, words: str) -> None:
    with pytest.raises(PairsError, match=words) as refused:
        read_pairs(content)
    assert refused.value.said.zh


@pytest.mark.parametrize(
    ("content", "yes"),
    [
        (b"la maison\tthe house\nle chat\tthe cat\n", True),
        (b"la maison\tthe house\nno tab\n\xff\xfe\tx\n", True),
        (b"20 mai 2001\t2001-05-20\n", True),
        (b"x\ty\n1\t2\n3\t4\n", False),
        (b"name\tsize\nann\t3\nbob\t4\n", False),
        (b"a,b\n1,2\n", False),
        (b"words without any tab\n" * 9, False),
        (b"", False),
    ],
)
def test_what_a_file_is_is_told_by_its_lines(content: bytes, yes: bool) -> None:
    assert is_pairs(content) == yes


def test_pairs_are_kept_and_loaded_as_they_were() -> None:
    content = "\ufefflà\tthere\r\nici\there\n".encode()
    sent, name, notes = kept_pairs(content)
    assert loaded_pairs(sent).pairs == (("là", "there"), ("ici", "here"))
    assert sent.pairs == 2
    assert received(content, "text/tab-separated-values").id == name == received(content).id
    assert "2 pairs" in notes[0]


def test_a_file_of_pairs_with_a_fault_is_refused_as_such() -> None:
    with pytest.raises(PairsError, match="line 3 has 1 column"):
        received(b"a b\tc\nd\te\nno tab here\nf\tg\n")
