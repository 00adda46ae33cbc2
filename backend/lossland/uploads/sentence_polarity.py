"""Pang and Lee's sentences of film reviews: a zip of two texts, a sentence a line, positive and negative ones. UTF-8.

Source: Pang and Lee 2005, "Seeing stars" (sentence polarity dataset v1.0).
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from lossland.lab.text import Refused, T

MEMBERS = {"rt-polarity.pos": True, "rt-polarity.neg": False}
"""Names of the texts, and whether their sentences are positive."""
MOST_BYTES = 4 * 2**20
"""Of a text."""
LEAST_SENTENCES, MOST_SENTENCES = 10, 20_000
"""Of a text."""
MOST_CHARACTERS = 1000
"""Of a sentence."""


class PolarityError(Refused):
    """What is wrong with the file, and in which line."""


def read_polarity(path: Path) -> list[tuple[str, bool]]:
    """Each sentence, and whether it is positive; empty lines are passed over. Raises `PolarityError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = {name: _text(archive, name) for name in MEMBERS}
    except zipfile.BadZipFile as error:
        raise PolarityError(
            T(f"{path.name} is no whole zip: {error}", f"{path.name} 不是完整的 zip：{error}")
        ) from None
    return [(line, MEMBERS[name]) for name, text in found.items() for line in _sentences(text, name)]


def _text(archive: zipfile.ZipFile, name: str) -> bytes:
    info = next((info for info in archive.infolist() if info.filename.rpartition("/")[2] == name), None)
    if info is None:
        raise PolarityError(T(f"there is no {name} in the zip", f"zip 中没有 {name}"))
    if info.file_size > MOST_BYTES:
        en = f"{name} has {info.file_size:,} bytes; at most {MOST_BYTES:,} are read"
        raise PolarityError(T(en, f"{name} 有 {info.file_size:,} 字节；最多读取 {MOST_BYTES:,} 字节"))
    return archive.read(info)


def _sentences(content: bytes, name: str) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number, byte = content.count(b"\n", 0, error.start) + 1, f"0x{content[error.start]:02x}"
        en = f"{name}, line {number} is not UTF-8: byte {byte}"
        raise PolarityError(T(en, f"{name} 第 {number} 行不是 UTF-8：字节 {byte}")) from None
    lines = [line.strip() for line in text.split("\n")]
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_CHARACTERS:
            en = f"{name}, line {number} has {len(line)} characters; at most {MOST_CHARACTERS} are allowed"
            raise PolarityError(T(en, f"{name} 第 {number} 行有 {len(line)} 个字符；最多允许 {MOST_CHARACTERS} 个"))
    found = [line for line in lines if line]
    if not LEAST_SENTENCES <= len(found) <= MOST_SENTENCES:
        en = f"{name} has {len(found):,} sentences; from {LEAST_SENTENCES} to {MOST_SENTENCES:,} are read"
        raise PolarityError(
            T(en, f"{name} 有 {len(found):,} 个句子；可读取 {LEAST_SENTENCES} 到 {MOST_SENTENCES:,} 个")
        )
    return found
