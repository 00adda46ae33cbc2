"""Files of pairs: what is read, and what is refused with its line and what is allowed."""

from __future__ import annotations

import pytest

from lossland.uploads.pairs import LONGEST, MOST_PAIRS, PairsError, read_pairs


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
        (b"x" * (LONGEST + 1) + b"\tb\n", "has 1001 characters; at most 1000"),
        (b"a\tb\n" * (MOST_PAIRS + 1), "more than 200,000"),
    ],
)
def test_what_is_wrong_is_named(content: bytes, words: str) -> None:
    with pytest.raises(PairsError, match=words) as refused:
        read_pairs(content)
    assert refused.value.said.zh
