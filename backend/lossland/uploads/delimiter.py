"""What separates the cells of an uploaded table: decided by several lines, outside quotes, or refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from lossland.lab.text import T
from lossland.uploads.cells import MISSING, CsvError, is_number

DELIMITERS = ",;\t"
SAMPLE = 50
"""So many lines decide."""
_NAMES = {"\t": T("tab", "制表符"), ";": T("';'", "“;”"), ",": T("','", "“,”")}


def said(text: str) -> tuple[str | None, int]:
    """The delimiter that a first line `sep=;` names, and where the table begins. Raises `CsvError` for another sign."""
    first = text.partition("\n")[0]
    word = first.strip("\r ").strip('"')
    if not word.lower().startswith("sep="):
        return None, 0
    sign = word[4:] or "\t"
    if sign not in DELIMITERS:
        why = T(
            f"{sign!r} cannot separate cells; ',', ';' or a tab can", f"“{sign}”不能分隔单元格；可用“,”、“;”或制表符"
        )
        raise CsvError(why, line=1, value=sign[:40])
    return sign, min(len(first) + 1, len(text))


def decided(text: str) -> str:
    """The delimiter of a table. Raises `CsvError` where two would cut it equally well."""
    samples = {sign: _sample(text, sign) for sign in DELIMITERS}
    even = [sign for sign, rows in samples.items() if rows and len({len(row) for row in rows}) == 1]
    many = [sign for sign in even if len(samples[sign][0]) > 1]
    if len(many) > 1:
        many = [sign for sign in many if _all_numbers(samples[sign])] or many
    if len(many) > 1:
        names = [_NAMES[sign] for sign in many]
        en, zh = " and ".join(names), "和".join(name.zh for name in names)
        why = T(
            f"{en} cut every line into equally many cells; say which it is in a first line such as sep=;",
            f"{zh}都能把每行分成同样多的单元格；请在第一行写明，例如 sep=;",
        )
        raise CsvError(why, line=1)
    if many:
        return many[0]
    # one column, or lines of different lengths: then the reader names the line
    return max(DELIMITERS, key=lambda sign: len(samples[sign][0]) if samples[sign] else 0)


def _sample(text: str, sign: str) -> list[list[str]]:
    """The first lines that are not blank as cells; none where the quotes do not fit."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        return list(islice(_filled(rows), SAMPLE))
    except csv.Error:
        return []


def _filled(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    return (cells for cells in rows if any(cell.strip() for cell in cells))


def _all_numbers(rows: list[list[str]]) -> bool:
    return all(is_number(cell.strip()) or cell.strip().lower() in MISSING for row in rows[1:] for cell in row)
