from __future__ import annotations

import contextlib

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.runs.messages import Table, Vectors
from lossland.uploads.loaded import loaded, size
from lossland.uploads.received import TooLarge, received
from lossland.uploads.vectors import VectorsError, is_vectors, kept_vectors
from lossland.uploads.word_vectors import WordVectors

GLOVE = "the 0.1 -0.2 3e-2\n, 1 2 3\ncat -1 .5 1.\n"


def read(text: str) -> WordVectors:
    upload, _, _ = received(text.encode())
    found = loaded(upload)
    assert isinstance(found, WordVectors)
    return found


def test_glove() -> None:
    found = read(GLOVE)
    assert found.words == ("the", ",", "cat")
    torch.testing.assert_close(found.E, torch.tensor([[0.1, -0.2, 0.03], [1, 2, 3], [-1, 0.5, 1]]))
    assert size(found) == 36


@pytest.mark.parametrize(
    "text",
    [
        "3 3\n" + GLOVE,
        "\ufeff" + GLOVE,
        GLOVE.replace("\n", "\r\n"),
        GLOVE.replace("\n", " \n"),
        GLOVE.rstrip("\n"),
        GLOVE + "\n\n",
        "\ufeff3 3\r\n" + GLOVE.replace("\n", " \r\n"),
    ],
)
def test_the_same_however_it_is_written(text: str) -> None:
    assert kept_vectors(text.encode())[:2] == kept_vectors(GLOVE.encode())[:2]


def test_a_word_may_be_a_number_hold_spaces_or_strange_signs_but_not_first() -> None:
    found = read(
        GLOVE + "2019 1 2 3\n. . . 4 5 6\nat name@domain.com 7 8 9\n猫 1 1 1\n\x85x 1 1 1\n".replace("\x85x", "é\u0301")
    )
    assert found.words[3:] == ("2019", ". . .", "at name@domain.com", "猫", "é\u0301")
    assert found.E[3:6].tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a 1 2 3\nb 1 2\n", "line 2: 2 numbers; 3 are expected"),
        ("a 1 2 3\nb\n", "line 2: 0 numbers; 3 are expected"),
        ("a 1 2 3\nb 1 2 3 4\n", "line 2: 4 numbers; 3 are expected"),
        ("a 1 2 3\nb 1 two 3\n", "line 2: 1 numbers; 3 are expected"),
        ("a 1 2\nb 3 4\n", "line 1: 2 numbers a word; 3 to 300 are allowed"),
        ("2 2\na 1 2\nb 3 4\n", "line 1: 2 numbers a word; 3 to 300"),
        ("a " + "1 " * 301 + "\n", "line 1: 301 numbers a word; 3 to 300"),
        ("a 1 2 3\nb 1 nan 3\n", "line 2: nan of 'b' is not a finite number"),
        ("a 1 2 3\nb 1 -inf 3\n", "line 2: -inf of 'b' is not a finite number"),
        ("a 1 2 3\nb 1 1e999 3\n", "line 2: 1e999 of 'b' is not a finite number"),
        ("a 1 2 3\nb 1 2 3\na 3 2 1\n", "line 3: 'a' stands in line 1 too"),
        ("3 3\na 1 2 3\nb 1 2 3\n", "line 1: says 3 words, but 2 follow"),
        ("a 1 2 3\n", "one word; at least 2"),
        ("a 1 2 3\n 1 2 3\n", "line 2: '' is no word of 1 to 64"),
        ("a 1 2 3\n" + "b" * 65 + " 1 2 3\n", "line 2: 'bbb.*is no word of 1 to 64"),
        ("a 1 2 3\nb\x07 1 2 3\n", "line 2: .*no word of 1 to 64 printable"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, words: str) -> None:
    assert is_vectors(text.encode())
    with pytest.raises(VectorsError, match=words):
        received(text.encode())


def test_no_utf8() -> None:
    with pytest.raises(VectorsError, match="line 3: byte 0xe9 is not UTF-8"):
        received("a 1 2 3\nb 1 2 3\né 1 2 3\n".encode("latin-1"))


def test_too_many_words() -> None:
    text = "".join(f"w{k} 1 2 3\n" for k in range(50_001))
    with pytest.raises(VectorsError, match="line 50001: more than 50,000 words"):
        received(text.encode())


def test_too_many_bytes() -> None:
    with pytest.raises(TooLarge, match="the file of vectors has"):
        received(GLOVE.encode() + b"x" * (20 * 2**20))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x,y\n1,2\n",
        "x\ty\n1\t2\n",
        "price\n1\n2\n",
        "year 2020\n1\n2\n",
        "1 2 3\n4 5 6\n",
        "x;y\n1 2;3\n",
        "Once upon a time",
    ],
)
def test_what_is_no_file_of_vectors(text: str) -> None:
    assert not is_vectors(text.encode())


def test_what_is_called_a_table_is_read_as_one() -> None:
    assert isinstance(received(b"x\n1\n2\n", "text/csv").upload, Table)
    assert isinstance(received(GLOVE.encode(), "text/plain").upload, Vectors)


@given(
    st.dictionaries(
        st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8),
        st.lists(st.floats(-1e5, 1e5, width=32), min_size=4, max_size=4),
        min_size=2,
        max_size=6,
    )
)
def test_what_was_written_is_read_again(vectors: dict[str, list[float]]) -> None:
    lines = [" ".join([word, *map(repr, values)]) for word, values in vectors.items()]
    upload, _, _ = kept_vectors(f"{len(lines)} 4\n{chr(10).join(lines)}\n".encode())
    found = loaded(upload)
    assert isinstance(found, WordVectors)
    assert list(found.words) == list(vectors)
    assert found.E.tolist() == list(vectors.values())


@given(st.binary(max_size=60))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    with contextlib.suppress(VectorsError):
        upload, _, _ = kept_vectors(content)
        assert upload.words >= 2
