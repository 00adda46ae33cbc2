"""Tables that users upload: CSV with a line of column names, read without pandas and without surprises.

Allowed: UTF-8 (a byte-order mark is skipped), comma, semicolon or tab between cells (`delimiter`), quoted cells as in
RFC 4180, an empty cell or `NA`, `NaN` or `null` for a missing value. A column holds numbers or the words of at most ten
classes (`cells`); one of free text is left out. What was decided on the way is said in notes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from lossland.lab.text import T
from lossland.runs.messages import Table
from lossland.uploads.cells import MOST_NAME, CsvError, Numbers, Words, is_number, read_column, shown, unseen
from lossland.uploads.delimiter import decided, said

MOST_BYTES = 2 * 2**20
MOST_ROWS = 10_000
MOST_COLUMNS = 64


class Read(NamedTuple):
    """A table, and what whoever uploaded it should know."""

    table: Table
    notes: tuple[T, ...]


def parse_csv(content: bytes) -> Table:
    """The table in `content`. Raises `CsvError` naming line and column."""
    return read_csv(content).table


def read_csv(content: bytes) -> Read:
    """The table in `content`, and what was left out or changed. Raises `CsvError` naming line and column."""
    if len(content) > MOST_BYTES:
        raise CsvError(
            T(
                f"the table has {len(content)} bytes; at most {MOST_BYTES} are allowed",
                f"表格有 {len(content)} 字节；最多允许 {MOST_BYTES} 字节",
            )
        )
    text = _text(content)
    delimiter, start = said(text)
    delimiter = delimiter or decided(text)
    lines = _lines(text[start:], delimiter, 1 if start else 0)
    header = next(lines, None)
    if header is None:
        raise CsvError(
            T(
                "the table is empty; a line of column names and lines of numbers are expected",
                "表格为空；应有一行列名和若干行数据",
            )
        )
    names = _names(*header)
    rows = _rows(lines, len(names))
    columns: dict[str, Numbers | Words] = {}
    notes: list[T] = []
    for index, name in enumerate(names):
        column = read_column([(line, cells[index]) for line, cells in rows], name, comma=delimiter != ",")
        if column is None:
            notes.append(T(f"Column {name!r} holds free text and was left out.", f"列“{name}”是自由文本，已略去。"))
        elif isinstance(column, Words):
            columns[name] = column
            listed = ", ".join(column.words)
            notes.append(T(f"Column {name!r} holds words: {listed}.", f"列“{name}”为文字：{listed}。"))
        elif column.less is None:
            columns[name] = column
        else:
            kept = _renamed(name, f"{column.less:f}", [*names, *columns])
            columns[kept] = column
            notes.append(
                T(
                    f"Column {name!r} is kept as {kept!r}: single precision could not tell its numbers apart.",
                    f"列“{name}”保存为“{kept}”：单精度无法区分原来的数。",
                )
            )
    if not columns:
        raise CsvError(T("no column holds numbers or the words of classes", "没有数值列，也没有类别文字列"))
    values = np.stack([column.values for column in columns.values()], axis=1).astype("<f4")
    classes = {name: column.words for name, column in columns.items() if isinstance(column, Words)}
    return Read(Table(tuple(columns), len(rows), values.tobytes(), classes), tuple(notes))


def content_hash(table: Table) -> str:
    """SHA-256 of names, values and words, in hex: the id of the data set."""
    digest = hashlib.sha256()
    for column in table.columns:
        digest.update(column.encode() + b"\0")
    digest.update(b"%d\0" % table.rows)
    digest.update(table.content)
    if table.classes:
        digest.update(json.dumps(table.classes, sort_keys=True).encode())
    return digest.hexdigest()


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x}"
        why = T(f"byte {byte} is not UTF-8; save the table as UTF-8", f"字节 {byte} 不是 UTF-8；请将表格存为 UTF-8")
        raise CsvError(why, line=line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CsvError(T("a zero byte: this is not a text file", "含有零字节：这不是文本文件"), line=line)
    return text


def _lines(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line that is not blank; `before` lines come first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            why = T(f"the quotes do not fit: {error}", f"引号不匹配：{error}")
            raise CsvError(why, line=line) from error
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def _rows(lines: Iterator[tuple[int, list[str]]], columns: int) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    for line, cells in lines:
        if len(rows) == MOST_ROWS:
            raise CsvError(
                T(
                    f"more than {MOST_ROWS} rows; at most {MOST_ROWS} are allowed",
                    f"超过 {MOST_ROWS} 行；最多 {MOST_ROWS} 行",
                ),
                line=line,
            )
        if len(cells) != columns:
            why = T(
                f"{len(cells)} cells, but the header names {columns} columns",
                f"有 {len(cells)} 个单元格，而表头有 {columns} 列",
            )
            raise CsvError(why, line=line)
        rows.append((line, cells))
    if not rows:
        raise CsvError(T("there are column names but no rows", "有列名，但没有数据行"))
    return rows


def _names(line: int, cells: Sequence[str]) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        why = T(
            f"{len(cells)} columns; at most {MOST_COLUMNS} are allowed", f"有 {len(cells)} 列；最多 {MOST_COLUMNS} 列"
        )
        raise CsvError(why, line=line)
    for index, name in enumerate(cells):
        if not name:
            raise CsvError(T(f"column {index + 1} has no name", f"第 {index + 1} 列没有列名"), line=line)
        if len(name) > MOST_NAME:
            why = T(
                f"the name of column {index + 1} has {len(name)} characters; at most {MOST_NAME} are allowed",
                f"第 {index + 1} 列的列名有 {len(name)} 个字符；最多 {MOST_NAME} 个",
            )
            raise CsvError(why, line=line)
        if not name.isprintable():
            sign = unseen(name)
            why = T(f"the name of column {index + 1} {sign}", f"第 {index + 1} 列的列名{sign.zh}")
            raise CsvError(why, line=line)
        if name in cells[:index]:
            raise CsvError(T("this name stands twice in the header", "表头中此列名出现两次"), line=line, column=name)
        if is_number(name):
            why = T(
                f"the first line must name the columns, but {shown(name)!r} is a number; a name begins with a letter",
                f"第一行必须是列名，而“{shown(name)}”是数；列名应以字母开头",
            )
            raise CsvError(why, line=line, value=shown(name))
    return tuple(cells)


def _renamed(name: str, less: str, taken: Sequence[str]) -> str:
    """What a column is called of which a number was subtracted."""
    new = f"{name} - {less}"
    if len(new) > MOST_NAME or new in taken:
        why = T(
            f"single precision cannot tell its numbers apart; subtract {less} from them",
            f"单精度无法区分其中的数；请先减去 {less}",
        )
        raise CsvError(why, column=name)
    return new
