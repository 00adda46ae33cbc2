"""Pairs of sentences, a line each: the source, a tab, its translation. UTF-8."""

from __future__ import annotations

import unicodedata

from lossland.lab.text import Refused, T

MOST_BYTES = 16 * 2**20
MOST_PAIRS = 200_000
LONGEST = 1000
"""Characters of a side."""


class PairsError(Refused):
    """What is wrong with a file of pairs, and in which line."""


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
        if len(side) > LONGEST:
            en = f"line {number}: the {name} has {len(side)} characters; at most {LONGEST} are allowed"
            raise PairsError(T(en, f"第 {number} 行：{zh}有 {len(side)} 个字符；最多允许 {LONGEST} 个"))
        bad = next((sign for sign in side if unicodedata.category(sign) == "Cc"), None)
        if bad is not None:
            en = f"line {number}: the {name} has the control character U+{ord(bad):04X}"
            raise PairsError(T(en, f"第 {number} 行：{zh}含有控制字符 U+{ord(bad):04X}"))
    return parts[0].strip(), parts[1].strip()
