"""Vectors of words that somebody sends: text as GloVe and word2vec write it, a line a word.

`word number number ...`, separated by single spaces; word2vec writes a first line `words dimension`. Allowed: UTF-8 (a byte-order
mark is skipped), 2 to 50,000 different words of at most 64 characters, 3 to 300 numbers each, all finite.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lossland.lab.numbers import told
from lossland.lab.text import Refused, T
from lossland.runs.messages import Vectors

LEAST_WORDS, MOST_WORDS = 2, 50_000
LEAST_WIDTH, MOST_WIDTH = 3, 300
MOST_CHARACTERS = 64
LARGEST = 1e6
_NUMBER = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?|[+-]?(?:nan|inf|infinity)", re.ASCII | re.IGNORECASE
)
_HEADER = re.compile(r"\d{1,9} \d{1,9}")
_SAMPLE = 2**14


class VectorsError(Refused):
    """What is wrong with a file of vectors, and in which line, counted from 1."""

    def __init__(self, detail: T, line: int | None = None) -> None:
        placed = T(f"line {line}: {detail}", f"第 {line} 行：{detail.zh}") if line is not None else detail
        super().__init__(placed)
        self.line = line


def is_vectors(content: bytes) -> bool:
    """Whether a file begins like vectors, after a header: with a word and three numbers, or two such lines with two."""
    begins = content[:_SAMPLE].decode("utf-8-sig", "replace")
    lines = [line for line in begins.split("\n") if line.strip()]
    whole = lines if len(content) <= _SAMPLE else lines[:-1] or lines  # the last one may be cut off
    if whole and _HEADER.fullmatch(whole[0].strip()):
        whole = whole[1:]
    counts = [0 if _is_number(line.split(" ")[0]) else len(_numbers(line)) for line in whole[:2]]
    return bool(counts) and (counts[0] >= LEAST_WIDTH or min(counts) >= LEAST_WIDTH - 1)


def kept_vectors(content: bytes) -> tuple[Vectors, str, tuple[T, ...]]:
    """The vectors, their id, and what whoever sent them should know. Raises `VectorsError` naming the line."""
    lines = [line.rstrip("\r ") for line in _decoded(content).split("\n")]
    header = _HEADER.fullmatch(lines[0]) is not None
    rows = [(number, line) for number, line in enumerate(lines, 1) if line and (number > 1 or not header)]
    if not rows:
        raise VectorsError(
            T("there are no vectors; a line is a word and its numbers", "没有向量；每行应为一个词及其各个数")
        )
    width = int(lines[0].split()[1]) if header else len(_numbers(rows[0][1]))
    _check_width(width, 1 if header else rows[0][0])
    if len(rows) > MOST_WORDS:
        why = T(
            f"more than {MOST_WORDS:,} words; at most {MOST_WORDS:,} are allowed",
            f"超过 {MOST_WORDS:,} 个词；最多 {MOST_WORDS:,} 个",
        )
        raise VectorsError(why, rows[MOST_WORDS][0])
    if header and int(lines[0].split()[0]) != len(rows):
        said = int(lines[0].split()[0])
        raise VectorsError(
            T(f"says {said:,} words, but {len(rows):,} follow", f"写明 {said:,} 个词，实际有 {len(rows):,} 个"), 1
        )
    first: dict[str, int] = {}
    E = np.empty((len(rows), width), "<f4")
    for k, (number, line) in enumerate(rows):
        word, E[k] = _row(line, width, number)
        if word in first:
            raise VectorsError(
                T(f"{word!r} stands in line {first[word]} too", f"“{word}”在第 {first[word]} 行已出现"), number
            )
        first[word] = number
    if len(first) < LEAST_WORDS:
        raise VectorsError(T(f"one word; at least {LEAST_WORDS} are needed", f"只有一个词；至少需要 {LEAST_WORDS} 个"))
    packed = "\n".join(first).encode() + b"\n\n" + E.tobytes()
    notes = (T(f"{len(first):,} words with {width} numbers each.", f"{len(first):,} 个词，每个 {width} 维。"),)
    return Vectors(len(first), width, packed), hashlib.sha256(b"vectors\0" + packed).hexdigest(), notes


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"0x{content[error.start]:02x}"
        why = T(f"byte {byte} is not UTF-8; save the vectors as UTF-8", f"字节 {byte} 不是 UTF-8；请将向量存为 UTF-8")
        raise VectorsError(why, content.count(b"\n", 0, error.start) + 1) from error
    return text


def _check_width(width: int, line: int) -> None:
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        why = T(
            f"{width} numbers a word; {LEAST_WIDTH} to {MOST_WIDTH} are allowed",
            f"每个词 {width} 维；允许 {LEAST_WIDTH} 到 {MOST_WIDTH} 维",
        )
        raise VectorsError(why, line)


def _row(line: str, width: int, number: int) -> tuple[str, npt.NDArray[np.float32]]:
    """Word and numbers of a line; in GloVe's files a word may hold spaces."""
    numbers = _numbers(line)
    if len(numbers) < width or (len(numbers) > width and line.count(" ") == len(numbers)):
        why = T(f"{len(numbers)} numbers; {width} are expected", f"有 {len(numbers)} 个数；应有 {width} 个")
        raise VectorsError(why, number)
    word = line.rsplit(" ", width)[0]
    if not 0 < len(word) <= MOST_CHARACTERS or not word.isprintable():
        shown = word if len(word) <= MOST_CHARACTERS else word[:MOST_CHARACTERS] + "..."
        why = T(
            f"{shown!r} is no word of 1 to {MOST_CHARACTERS} printable characters",
            f"{shown!r} 不是 1 到 {MOST_CHARACTERS} 个可显示字符的词",
        )
        raise VectorsError(why, number)
    values = np.array(numbers[-width:], dtype=np.float64)
    wrong = ~(np.abs(values) <= LARGEST)
    if wrong.any():
        value = numbers[-width:][int(wrong.argmax())]
        why = T(
            f"{value} of {word!r} is not a finite number up to {told(LARGEST)}",
            f"“{word}”的 {value} 不是不超过 {told(LARGEST)} 的有限数",
        )
        raise VectorsError(why, number)
    return word, values.astype(np.float32)


def _numbers(line: str) -> Sequence[str]:
    """The fields at the end of a line that are numbers; never the first one, which is the word."""
    fields = line.rstrip("\r ").split(" ")
    last = next((k for k in range(len(fields) - 1, 0, -1) if not _is_number(fields[k])), 0)
    return fields[last + 1 :]


def _is_number(field: str) -> bool:
    return _NUMBER.fullmatch(field) is not None
