"""Tables that users upload: CSV with a line of column names, read without pandas and without surprises.

Allowed: UTF-8 (a byte-order mark is skipped), comma, semicolon or tab between cells, quoted cells as in RFC 4180, an
empty cell or `NA`, `NaN` or `null` for a missing value. Everything else must be a finite number that fits a float32,
except in a column of words: one without any number and with at most ten different words, which are numbered.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Iterator, Sequence

import numpy as np

from lossland.runs.messages import Table

MOST_BYTES = 2 * 2**20
MOST_ROWS = 10_000
MOST_COLUMNS = 64
MOST_NAME = 100
"""Characters in a column's name."""
MOST_WORDS = 10
"""Different words in a column of words: it names classes."""
MISSING = frozenset({"", "na", "nan", "null"})
_LARGEST = float(np.finfo(np.float32).max)
_SHOWN = 40


class CsvError(ValueError):
    """What is wrong with a table, and where: `line` counts from 1, the header included; `column` is a column's name."""

    def __init__(self, detail: str, *, line: int | None = None, column: str | None = None, value: str = "") -> None:
        place = [f"line {line}"] if line is not None else []
        place += [f"column {column!r}"] if column is not None else []
        super().__init__(": ".join([", ".join(place), detail]) if place else detail)
        self.line = line
        self.column = column
        self.value = value


def parse_csv(content: bytes) -> Table:
    """The table in `content`. Raises `CsvError` naming line and column."""
    if len(content) > MOST_BYTES:
        raise CsvError(f"the table has {len(content)} bytes; at most {MOST_BYTES} are allowed")
    lines = _lines(_text(content))
    header = next(lines, None)
    if header is None:
        raise CsvError("the table is empty; a line of column names and lines of numbers are expected")
    columns = _columns(*header)
    rows: list[tuple[int, list[str]]] = []
    for line, cells in lines:
        if len(rows) == MOST_ROWS:
            raise CsvError(f"more than {MOST_ROWS} rows; at most {MOST_ROWS} are allowed", line=line)
        if len(cells) != len(columns):
            raise CsvError(f"{len(cells)} cells, but the header names {len(columns)} columns", line=line)
        rows.append((line, cells))
    if not rows:
        raise CsvError("there are column names but no rows")
    values = np.empty((len(rows), len(columns)), dtype="<f4")
    classes: dict[str, tuple[str, ...]] = {}
    for index, column in enumerate(columns):
        cells_down = [(line, cells[index]) for line, cells in rows]
        words = _words(cells_down, column)
        if words:
            classes[column] = words
        values[:, index] = [
            words.index(cell) if cell in words else _number(cell, line, column) for line, cell in cells_down
        ]
    return Table(columns, len(rows), values.tobytes(), classes)


def content_hash(table: Table) -> str:
    """SHA-256 of names, values and words, in hex: the id of the data set."""
    digest = hashlib.sha256()
    for column in table.columns:
        digest.update(column.encode() + b"\0")
    digest.update(b"%d\0" % table.rows)
    digest.update(table.values)
    if table.classes:
        digest.update(json.dumps(table.classes, sort_keys=True).encode())
    return digest.hexdigest()


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CsvError(f"byte 0x{content[error.start]:02x} is not UTF-8; save the table as UTF-8", line=line) from error
    if "\0" in text:
        raise CsvError("a zero byte: this is not a text file", line=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line that is not blank."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CsvError(str(error), line=line) from error
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def _columns(line: int, cells: Sequence[str]) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise CsvError(f"{len(cells)} columns; at most {MOST_COLUMNS} are allowed", line=line)
    for index, name in enumerate(cells):
        if not name:
            raise CsvError(f"column {index + 1} has no name", line=line)
        if len(name) > MOST_NAME or not name.isprintable():
            raise CsvError(
                f"the name of column {index + 1} must be at most {MOST_NAME} printable characters, it has {len(name)}",
                line=line,
            )
        if name in cells[:index]:
            raise CsvError("this name stands twice in the header", line=line, column=name)
    if all(_is_number(name) for name in cells):
        raise CsvError(f"the first line holds numbers ({cells[0]}, ...); it must name the columns", line=line)
    return tuple(cells)


def _words(cells: Sequence[tuple[int, str]], column: str) -> tuple[str, ...]:
    """The different words of a column in alphabetical order; none if there is a number in it."""
    words: set[str] = set()
    for line, cell in cells:
        if cell.lower() in MISSING:
            continue
        if _is_number(cell):
            return ()
        if len(cell) > MOST_NAME or not cell.isprintable():
            raise CsvError(f"a word must be at most {MOST_NAME} printable characters", line=line, column=column)
        words.add(cell)
        if len(words) > MOST_WORDS:
            detail = f"{_shown(cell)!r} is not a number, and as names of classes more than {MOST_WORDS} different words"
            raise CsvError(f"{detail} stand here", line=line, column=column, value=_shown(cell))
    return tuple(sorted(words))


def _shown(cell: str) -> str:
    return cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "..."


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _number(cell: str, line: int, column: str) -> float:
    if cell.lower() in MISSING:
        return math.nan
    shown = _shown(cell)
    try:
        number = float(cell) if "_" not in cell else math.inf
    except ValueError:
        raise CsvError(f"{shown!r} is not a number", line=line, column=column, value=shown) from None
    if not abs(number) <= _LARGEST:
        raise CsvError(f"{shown!r} is not a finite number below {_LARGEST:.3g}", line=line, column=column, value=shown)
    return number
