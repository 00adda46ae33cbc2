"""Pairs of sentences, a line each: the source, a tab, its translation. UTF-8."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import NamedTuple

from lossland.lab.references import Ref
from lossland.lab.text import Refused, T
from lossland.runs.messages import Pairs

MOST_PAIR_BYTES = 16 * 2**20
MOST_PAIRS = 200_000
MOST_SIGNS = 1000
"""Characters of a side."""
LOOKED_AT = 200
"""Lines by which it is told what a file is."""


class PairsError(Refused):
    """What is wrong with a file of pairs, and in which line."""


class SentencePairs(NamedTuple):
    """As a lab reads them."""

    pairs: tuple[tuple[str, str], ...]


class PairsRef(Ref[SentencePairs]):
    """Uploaded pairs of sentences."""

    kind = "pairs"


def is_pairs(content: bytes) -> bool:
    """Whether most lines have one tab, with no number on either side of it: a table has numbers."""
    lines = [line for line in content.decode("utf-8", "replace").splitlines() if line.strip()]
    seen = [line.split("\t") for line in lines[:LOOKED_AT]]
    return 2 * sum(len(parts) == 2 and not any(map(_number, parts)) for parts in seen) > len(seen)


def _number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return not text.strip()
    return True


def kept_pairs(content: bytes) -> tuple[Pairs, str, tuple[T, ...]]:
    """The pairs as they are kept, their id, and what whoever sent them should know. Raises `PairsError`."""
    found = read_pairs(content)
    kept = "".join(f"{source}\t{target}\n" for source, target in found).encode()
    note = T(f"Read as {len(found):,} pairs of sentences.", f"读作 {len(found):,} 个句对。")
    return Pairs(len(found), kept), hashlib.sha256(b"pairs\0" + kept).hexdigest(), (note,)


def loaded_pairs(sent: Pairs) -> SentencePairs:
    """As a lab reads them."""
    return SentencePairs(tuple(_two(line) for line in sent.content.decode().splitlines()))


def _two(line: str) -> tuple[str, str]:
    source, _, target = line.partition("\t")
    return source, target


def read_pairs(content: bytes, columns: range = range(2, 3)) -> list[tuple[str, str]]:
    """The pairs in their order; empty lines are passed over. Raises `PairsError`.

    Columns after the second are dropped, where so many are allowed.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number, byte = content.count(b"\n", 0, error.start) + 1, f"0x{content[error.start]:02x}"
        en = f"line {number} is not UTF-8: byte {byte}; save the file as UTF-8"
        raise PairsError(T(en, f"第 {number} 行不是 UTF-8：字节 {byte}；请将文件保存为 UTF-8")) from None
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if len(found) == MOST_PAIRS:
            raise PairsError(T(f"more than {MOST_PAIRS:,} pairs are not read", f"最多读取 {MOST_PAIRS:,} 个句对"))
        found.append(_pair(line.removesuffix("\r"), number, columns))
    if not found:
        raise PairsError(T("the file has no pairs", "文件中没有句对"))
    return found


def _pair(line: str, number: int, columns: range) -> tuple[str, str]:
    parts = line.split("\t")
    if len(parts) not in columns:
        wanted = "a source, one tab and its translation"
        en = f"line {number} has {len(parts)} column{'s' * (len(parts) != 1)} instead of 2: {wanted}"
        raise PairsError(T(en, f"第 {number} 行有 {len(parts)} 列，应为 2 列：源句、一个制表符、译文"))
    for name, zh, side in (("source", "源句", parts[0]), ("translation", "译文", parts[1])):
        if not side.strip():
            raise PairsError(T(f"line {number}: the {name} is empty", f"第 {number} 行：{zh}为空"))
        if len(side) > MOST_SIGNS:
            en = f"line {number}: the {name} has {len(side)} characters; at most {MOST_SIGNS} are allowed"
            raise PairsError(T(en, f"第 {number} 行：{zh}有 {len(side)} 个字符；最多允许 {MOST_SIGNS} 个"))
        bad = next((sign for sign in side if unicodedata.category(sign) == "Cc"), None)
        if bad is not None:
            en = f"line {number}: the {name} has the control character U+{ord(bad):04X}"
            raise PairsError(T(en, f"第 {number} 行：{zh}含有控制字符 U+{ord(bad):04X}"))
    return parts[0].strip(), parts[1].strip()
