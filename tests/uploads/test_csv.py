"""Tables of numbers out of CSV: what is written is read back; what is wrong is placed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.uploads.cells import CsvError
from lossland.uploads.csv import content_hash, parse_csv, read_csv

numbers = st.floats(-(2.0**59), 2.0**59, width=32)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20), st.sampled_from(",;\t"), st.booleans())
def test_what_is_written_is_read_back(rows: list[tuple[float, float]], delimiter: str, windows: bool) -> None:
    lines = [delimiter.join(("height", "weight")), *(delimiter.join(map(repr, row)) for row in rows)]
    table = parse_csv(("\r\n" if windows else "\n").join(lines).encode())
    assert (table.columns, table.rows) == (("height", "weight"), len(rows))
    assert np.frombuffer(table.content, "<f4").reshape(-1, 2).tolist() == [list(row) for row in rows]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_a_reason(content: bytes) -> None:
    try:
        table = parse_csv(content)
    except CsvError as error:
        assert str(error)  # noqa: PT017 - most bytes raise, some do not
    else:
        assert len(table.content) == 4 * table.rows * len(table.columns)


def test_missing_values_quotes_blank_lines_and_a_byte_order_mark() -> None:
    table = parse_csv('\ufeff"a, b",c\n1,\n\nNA,"2"\n'.encode())
    assert table.columns == ("a, b", "c")
    values = np.frombuffer(table.content, "<f4").tolist()
    assert [None if math.isnan(value) else value for value in values] == [1.0, None, None, 2.0]


def test_an_error_names_line_and_column() -> None:
    with pytest.raises(CsvError, match=r"line 3, column 'b': '1_000' is not a number because of '_'") as caught:
        parse_csv(b"a,b\n1,2\n3,1_000\n")
    assert (caught.value.line, caught.value.column, caught.value.value) == (3, "b", "1_000")


def test_the_hash_depends_on_names_and_values() -> None:
    tables = [b"a,b\n1,2\n", b"a,c\n1,2\n", b"a,b\n1,3\n", b"a,b\n1,2\n1,2\n"]
    assert len({content_hash(parse_csv(table)) for table in tables}) == 4
    assert content_hash(parse_csv(b"a;b\r\n1.0;2\r\n")) == content_hash(parse_csv(tables[0]))


def test_a_column_of_words_names_classes() -> None:
    table = parse_csv("x,species\n1,versicolor\n2,setosa\n3,\n4,维吉尼亚\n".encode())
    assert table.classes == {"species": ("setosa", "versicolor", "维吉尼亚")}
    values = np.frombuffer(table.content, "<f4").reshape(-1, 2)[:, 1].tolist()
    assert [None if math.isnan(value) else value for value in values] == [1.0, 0.0, None, 2.0]


def test_numbers_and_words_do_not_mix_in_a_column() -> None:
    with pytest.raises(CsvError, match=r"line 2, column 'b': 'cat' is not a number"):
        parse_csv(b"a,b\n1,cat\n2,3\n")


def test_eleven_words_are_free_text_and_left_out() -> None:
    rows = "\n".join(f"{index},w{index}" for index in range(11))
    read = read_csv(f"a,b\n{rows}\n".encode())
    assert (read.table.columns, read.table.classes) == (("a",), {})
    (note,) = read.notes
    assert note == "Column 'b' holds free text and was left out."
    assert note.zh == "列“b”是自由文本，已略去。"
    assert len(parse_csv(f"a,b\n{rows[: rows.rindex(chr(10))]}\n".encode()).classes["b"]) == 10


def test_a_table_of_free_text_alone_is_refused() -> None:
    with pytest.raises(CsvError, match="no column holds numbers"):
        read_csv(b"a\n" + b"".join(b"w%d\n" % index for index in range(11)))


def test_the_hash_depends_on_the_words() -> None:
    assert content_hash(parse_csv(b"a,b\n1,cat\n")) != content_hash(parse_csv(b"a,b\n1,dog\n"))
