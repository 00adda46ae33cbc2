"""Cells as people and spreadsheets write them: read as they are meant, or refused by line and cell."""

from __future__ import annotations

import numpy as np
import pytest

from lossland.uploads.cells import CsvError
from lossland.uploads.csv import Read, read_csv


def read(text: str) -> Read:
    return read_csv(text.encode())


def values(found: Read) -> list[list[float]]:
    flat = np.frombuffer(found.table.content, "<f4")
    return [list(map(float, row)) for row in flat.reshape(-1, len(found.table.columns))]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_decimal_commas_where_commas_separate_nothing(delimiter: str) -> None:
    lines = [f"{index},5{delimiter}-2,{index}e1" for index in range(9)]
    found = read("\n".join([f"x{delimiter}y", *lines]))
    assert values(found) == [[np.float32(i + 0.5), np.float32(f"-2.{i}e1")] for i in range(9)]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("cell", "number"),
    [("\u22121.5", -1.5), ("１２．５", 12.5), ("－３", -3), ("+4.", 4), (".5", 0.5), ("1e3", 1000), (" 7 ", 7)],
)
def test_signs_and_digits_that_are_numbers(cell: str, number: float) -> None:
    assert values(read(f"x,y\n{cell},1\n2,3\n"))[0][0] == number


@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ('"1,200"', "','"),
        ("$1200", r"'\$'"),
        ("10%", "'%'"),
        ("12:30", "':'"),
        ("0x10", "'x'"),
        ('="001"', "'='"),
        ("1 200", "' '"),
        ("1'200", '"\'"'),
        ("5 kg", "' '"),
        ("2024-01-05", "written like"),
        ("1.2.3", "written like"),
        ("?", r"'\?'"),
        ("-inf", "not a number"),
        ("inf", "not a finite number"),
        ("1e39", "not a finite number"),
        ("2e18", "not a finite number below 10¹⁸"),
        ("1e999999999", "written like"),
        ("9" * 101, "at most 100"),
    ],
)
@pytest.mark.parametrize("others", [["1", "2"], []])
def test_what_looks_like_a_number_and_is_none_is_refused_by_its_sign(cell: str, sign: str, others: list[str]) -> None:
    lines = [f"{other},1" for other in [*others, cell, cell]]
    with pytest.raises(CsvError, match=sign) as caught:
        read("\n".join(["x,y", *lines]))
    assert (caught.value.line, caught.value.column) == (len(others) + 2, "x")
    assert caught.value.said.zh.startswith(f"第 {len(others) + 2} 行，列“x”：")


def test_grouped_digits_and_decimal_commas_are_not_guessed() -> None:
    with pytest.raises(CsvError, match=r"line 2, column 'x': '1,200' may mean 1\.200 or 1200"):
        read("x;y\n1,200;1\n12,500;2\n")
    assert values(read("x;y\n1,200;1\n12,5;2\n"))[0][0] == np.float32(1.2)
    with pytest.raises(CsvError, match=r"line 3, column 'x': '1\.5' has a decimal point, but other"):
        read("x;y\n1,5;1\n1.5;2\n")


@pytest.mark.parametrize(
    ("first", "step"),
    [(20240101, 1), (1700000000, 1), (100000000, 1), (123456789012345678, 1), (2**24, 1), (-20240101, 1)],
)
def test_large_whole_numbers_are_kept_apart(first: int, step: int) -> None:
    found = read("n,y\n" + "".join(f"{first + step * index},{index}\n" for index in range(28)))
    assert found.table.columns == (f"n - {first}", "y")
    assert values(found) == [[index, index] for index in range(28)]
    (note,) = found.notes
    assert note.startswith(f"Column 'n' is kept as 'n - {first}'")
    assert note.zh


def test_what_single_precision_keeps_well_is_left_alone() -> None:
    years = read("year,share,people\n" + "".join(f"{2000 + i},0.{i}3,{1411778724 + i**3 * 1000}\n" for i in range(28)))
    assert years.table.columns == ("year", "share", "people")
    assert years.notes == ()
    assert read("x,y\n0.1,1\n0.1,2\n").notes == ()


def test_a_fine_scale_on_a_large_offset_is_kept() -> None:
    found = read("mbar,y\n" + "".join(f"101300.{index:02d},{index}\n" for index in range(20)))
    assert found.table.columns[0] == "mbar - 101300.00"
    assert [row[0] for row in values(found)] == [np.float32(index / 100) for index in range(20)]


def test_classes_stay_different() -> None:
    found = read("id,y\n" + "".join(f"{1 + index % 2 * 10**12},{index}\n{2 + index % 2},1\n" for index in range(4)))
    assert len({row[0] for row in values(found)}) == 4


def test_numbers_that_vanish_are_refused_where_they_would_be_all() -> None:
    with pytest.raises(CsvError, match="line 3, column 'p': '3e-50' is lost"):
        read("p,y\n1e-50,1\n3e-50,2\n")
    assert values(read("p,y\n1e-50,1\n0.5,2\n"))[0][0] == 0.0


def test_a_sign_that_cannot_be_seen_is_named() -> None:
    for text in ("x\u200b,y\n1,2\n", "x,y\n1,ca\u200bt\n"):
        with pytest.raises(CsvError, match=r"U\+200B") as caught:
            read(text)
        assert "U+200B" in caught.value.said.zh


def test_words_begin_with_a_letter_and_are_told() -> None:
    found = read("x,kind\n1,setosa\n2,维吉尼亚\n3,\n")
    assert found.notes == ("Column 'kind' holds words: setosa, 维吉尼亚.",)
    with pytest.raises(CsvError, match="line 3, column 'x': 'cat' is not a number, though other cells"):
        read("x,y\n1,2\ncat,3\n")
