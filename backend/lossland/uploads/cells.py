"""One column of an uploaded table: its cells as numbers, or as the words of a few classes.

A number has ASCII or full-width digits, at most one decimal sign, perhaps a sign (a real minus, U+2212, too) and an
exponent: `-1.5e3`. The decimal sign is a point; where cells are not separated by commas it may be a comma. Digits are
never grouped. A word begins with a letter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lossland.lab.numbers import told
from lossland.lab.text import Refused, T

MOST_NAME = 100
"""Characters in a column's name, in a word and in a number."""
MOST_WORDS = 10
"""Different words in a column of words: it names classes."""
MISSING = frozenset({"", "na", "nan", "null"})
COARSEST = 2.0**-14
"""How far a number may be off when it is kept, as a part of the range of its column."""
_LARGEST = 1e18
"""Of larger ones neither sums of squares nor differences would be finite in single precision."""
_WHOLE = 2**24
"""Whole numbers up to here are kept exactly."""
_SHOWN = 40
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_INFINITE = frozenset({"inf", "infinity"})
_PLAIN = str.maketrans("０１２３４５６７８９．，＋－\u2212", "0123456789.,+--")

Cell = tuple[int, str]
"""The line of a cell and what stands in it."""


class CsvError(Refused):
    """What is wrong with a table, and where: `line` counts from 1, the header included; `column` is a column's name."""

    def __init__(self, detail: T, *, line: int | None = None, column: str | None = None, value: str = "") -> None:
        en = [f"line {line}"] if line is not None else []
        zh = [f"第 {line} 行"] if line is not None else []
        if column is not None:
            en.append(f"column {column!r}")
            zh.append(f"列“{column}”")
        place = T(f"{', '.join(en)}: ", f"{'，'.join(zh)}：") if en else T("", "")
        super().__init__(T(f"{place}{detail}", f"{place.zh}{detail.zh}"))
        self.line = line
        self.column = column
        self.value = value


class Numbers(NamedTuple):
    """A column of numbers as it is kept."""

    values: npt.NDArray[np.float32]
    less: Decimal | None
    """What was subtracted from each number, because single precision could not tell them apart otherwise."""


class Words(NamedTuple):
    """A column of words as it is kept: indices into its different words in alphabetical order."""

    values: npt.NDArray[np.float32]
    words: tuple[str, ...]


def read_column(cells: Sequence[Cell], column: str, *, comma: bool) -> Numbers | Words | None:
    """The cells of a column; None where it holds free text. `comma`: it may be the decimal sign. Raises `CsvError`."""
    comma = comma and _decimal_commas(cells, column)
    found = [_found(cell, comma=comma) for _, cell in cells]
    words = {item for item in found if isinstance(item, str) and item[0].isalpha()}
    numbers = any(isinstance(item, Decimal) for item in found)
    if len(words) > MOST_WORDS or (not numbers and any(len(word) > MOST_NAME for word in words)):
        return None
    for (line, cell), item in zip(cells, found, strict=True):
        if isinstance(item, Decimal) and abs(float(item)) > _LARGEST:
            raise _wrong(
                T(f"is not a finite number below {told(_LARGEST)}", f"不是小于 {told(_LARGEST)} 的有限数"),
                line,
                column,
                cell,
            )
        if isinstance(item, str) and (numbers or item not in words or item.lower() in _INFINITE):
            raise _wrong(_why_no_number(item, comma=comma), line, column, cell)
        if isinstance(item, str) and not item.isprintable():
            raise _wrong(unseen(item), line, column, cell)
    if words:
        order = tuple(sorted(words))
        return Words(np.array([math.nan if item is None else order.index(str(item)) for item in found], "<f4"), order)
    return _kept([item for item in found if not isinstance(item, str)], cells, column)


def is_number(cell: str) -> bool:
    """Whether a cell is a number, its decimal sign a point or a comma."""
    return _decimal(cell, comma=True) is not None


def unseen(text: str) -> T:
    """Names the first character of `text` that cannot be seen."""
    sign = next(character for character in text if not character.isprintable())
    return T(f"holds the character U+{ord(sign):04X}, which cannot be seen", f"含有不可见字符 U+{ord(sign):04X}")


def shown(cell: str) -> str:
    """A cell, shortened."""
    return cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "..."


def _wrong(why: T, line: int, column: str, cell: str) -> CsvError:
    value = shown(cell)
    return CsvError(T(f"{value!r} {why}", f"“{value}”{why.zh}"), line=line, column=column, value=value)


def _plain(cell: str) -> str:
    return cell if cell.isascii() else cell.translate(_PLAIN)


def _found(cell: str, *, comma: bool) -> Decimal | str | None:
    """What stands in a cell: a number, something else, or nothing."""
    if cell.lower() in MISSING:
        return None
    number = _decimal(cell, comma=comma)
    return cell if number is None else number


def _decimal(cell: str, *, comma: bool) -> Decimal | None:
    plain = _plain(cell)
    if comma and plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    return Decimal(plain) if len(plain) <= MOST_NAME and _NUMBER.fullmatch(plain) else None


def _decimal_commas(cells: Sequence[Cell], column: str) -> bool:
    """Whether commas are the decimal signs of a column. Refuses one in which they may as well group digits."""
    plain = [(line, _plain(cell)) for line, cell in cells]
    with_comma = [(line, cell) for line, cell in plain if "," in cell and _decimal(cell, comma=True) is not None]
    if not with_comma:
        return False
    if all(_GROUPED.fullmatch(cell) for _, cell in with_comma):
        line, cell = with_comma[0]
        dot, none = cell.replace(",", "."), cell.replace(",", "")
        raise _wrong(
            T(f"may mean {dot} or {none}; write one of them", f"可能是 {dot}，也可能是 {none}；请写成其中之一"),
            line,
            column,
            cell,
        )
    for line, cell in plain:
        if "." in cell and _NUMBER.fullmatch(cell):
            why = T(
                "has a decimal point, but other numbers of this column have a decimal comma",
                "用小数点，而同列的其他数用小数逗号",
            )
            raise _wrong(why, line, column, cell)
    return True


def _why_no_number(cell: str, *, comma: bool) -> T:
    plain = _plain(cell)
    if plain[:1].isalpha():
        if plain.lower() in _INFINITE:
            return T("is not a finite number", "不是有限数")
        return T("is not a number, though other cells of this column are", "不是数，而同列的其他单元格是数")
    if len(plain) > MOST_NAME:
        return T(
            f"has {len(plain)} characters; a number has at most {MOST_NAME}",
            f"有 {len(plain)} 个字符；数最多 {MOST_NAME} 个字符",
        )
    allowed = "0123456789+-.eE" + ("," if comma else "")
    sign = next((character for character in plain if character not in allowed), "")
    if sign == ",":
        return T(
            "is not a number because of ','; write 1200 without a comma, or 1.5 with a point",
            "含有“,”，不是数；请写成不带逗号的 1200，或用小数点写成 1.5",
        )
    if sign:
        return T(
            f"is not a number because of {sign!r}; a word begins with a letter",
            f"含有“{sign}”，不是数；文字须以字母开头",
        )
    return T("is not a number; one is written like -1.5e3", "不是数；数的写法如 -1.5e3")


def _kept(numbers: Sequence[Decimal | None], cells: Sequence[Cell], column: str) -> Numbers:
    """The numbers in single precision, less the smallest of them where only that keeps them apart."""
    present = [number for number in numbers if number is not None]
    values = _doubles(numbers)
    if not present or (least := min(present)) == max(present):
        return Numbers(values.astype("<f4"), None)
    with localcontext(Context(prec=200)):
        rest = _doubles([None if number is None else number - least for number in numbers])
    width = float(np.nanmax(rest))
    if _badly_kept(values, width) is None:
        return Numbers(values.astype("<f4"), None)
    worst = _badly_kept(rest, width)
    if worst is not None:
        why = T(
            "is lost among the other numbers of its column in single precision; rescale the column",
            "在单精度下会与同列的其他数混同；请缩放该列",
        )
        raise _wrong(why, cells[worst][0], column, cells[worst][1])
    return Numbers(rest.astype("<f4"), least)


def _doubles(numbers: Sequence[Decimal | None]) -> npt.NDArray[np.float64]:
    return np.array([math.nan if number is None else float(number) for number in numbers], "<f8")


def _badly_kept(numbers: npt.NDArray[np.float64], width: float) -> int | None:
    """The index of the number that suffers most in single precision; None where all are kept as they should.

    Whole numbers are kept exactly where `width`, the range of their column, allows it; few different numbers, which may
    be classes, stay different; every other number is off by a small part of the range at most.
    """
    off = np.nan_to_num(np.abs(numbers.astype("<f4") - numbers))
    worst = int(off.argmax())
    known = numbers[~np.isnan(numbers)]
    if np.abs(known).max() >= width * 2.0**30:  # not even double precision tells such numbers apart
        return worst
    whole = width < _WHOLE and bool((known == np.rint(known)).all())
    different = len(np.unique(known))
    merged = different <= MOST_WORDS and len(np.unique(known.astype("<f4"))) < different
    return worst if merged or off[worst] > (0.0 if whole else width * COARSEST) else None
