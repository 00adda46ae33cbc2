"""What separates cells, and whether the first line names them."""

from __future__ import annotations

import pytest

from lossland.uploads.cells import CsvError
from lossland.uploads.csv import parse_csv

ROWS = [(f"17{i},5", f"6{i},1") for i in range(5)]


def columns(text: str) -> tuple[str, ...]:
    return parse_csv(text.encode()).columns


def test_signs_inside_names_do_not_count() -> None:
    german = "Groesse, cm;Gewicht, kg\n" + "".join(";".join(row) + "\n" for row in ROWS)
    assert columns(german) == ("Groesse, cm", "Gewicht, kg")
    assert columns('"a;b;c;d",y\n1,2\n2,3\n') == ("a;b;c;d", "y")
    assert columns("a\tb, c\n1\t2\n") == ("a", "b, c")
    assert columns("a,b;c\n1;2\n") == ("a,b", "c")


def test_two_that_fit_equally_well_are_refused_until_one_is_said() -> None:
    both = "a,b;c,d\n1,cat;2,5\n3,dog;4,5\n"
    with pytest.raises(CsvError, match=r"';' cut every line into equally many cells; .* sep=;") as caught:
        parse_csv(both.encode())
    assert "sep=;" in caught.value.said.zh
    assert columns("sep=,\n" + both.replace(";", "")) == ("a", "bc", "d")
    assert columns('"sep=;"\r\na,b;c,d\r\n1;2,5\r\n') == ("a,b", "c,d")


def test_another_separator_is_named_and_lines_are_still_counted() -> None:
    with pytest.raises(CsvError, match=r"line 1: '\|' cannot separate cells"):
        parse_csv(b"sep=|\nx|y\n1|2\n")
    with pytest.raises(CsvError, match="line 4, column 'x'"):
        parse_csv(b"sep=;\nx;y\n1;2\n10%;3\n")
    with pytest.raises(CsvError, match=r"because of '\|'"):
        parse_csv(b"x|y\n1|2\n")


@pytest.mark.parametrize("first", ["5.1,3.5,setosa", "country,2019,2020", "1,2,3", "x,\u22121,z"])
def test_a_first_line_with_a_number_names_no_columns(first: str) -> None:
    with pytest.raises(CsvError, match=r"line 1: the first line must name the columns, but '.*' is a number") as caught:
        parse_csv(f"{first}\n4,3,5\n".encode())
    assert caught.value.said.zh.startswith("第 1 行：第一行必须是列名")


def test_a_line_of_another_length_is_named() -> None:
    with pytest.raises(CsvError, match="line 3: 1 cells, but the header names 2 columns"):
        parse_csv(b"x;y\n1;2\n3\n")
    with pytest.raises(CsvError, match="line 2: 2 cells, but the header names 1 columns"):
        parse_csv(b"y\n1,5\n2,5\n")
