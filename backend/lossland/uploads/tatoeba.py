"""Tatoeba's pairs as others publish them: a text or a zip of one, English in the first column or in the last."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

from lossland.uploads.pairs import read_pairs


def read_tatoeba(path: Path) -> list[tuple[str, str]]:
    """The pairs, English last; a third column, of authors, is dropped. Raises `PairsError` for what is wrong in them."""
    found = read_pairs(_content(path), columns=range(2, 4))
    first, last = (sum(map(str.isascii, side)) for side in zip(*found, strict=True))
    return [(other, english) for english, other in found] if first > last else found


def _content(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        texts = [
            info for info in archive.infolist() if info.filename.endswith(".txt") and not info.filename.startswith("_")
        ]
        return archive.read(max(texts, key=lambda info: info.file_size))
