"""What somebody sends: a picture or a zip of pictures if its first bytes or the sender say so, else vectors, pairs, a table or a text.

What cannot be read as a table is a text if it looks like one, unless the sender calls it a table.
"""

from __future__ import annotations

from typing import NamedTuple

from lossland.lab.text import Refused, T
from lossland.runs.messages import Upload
from lossland.uploads.archive import is_archive
from lossland.uploads.cells import CsvError
from lossland.uploads.csv import MOST_BYTES, content_hash, read_csv
from lossland.uploads.image import is_image, kept_image
from lossland.uploads.pairs import MOST_PAIR_BYTES, is_pairs, kept_pairs
from lossland.uploads.pictures import kept_pictures
from lossland.uploads.prose import as_prose, kept_prose
from lossland.uploads.vectors import is_vectors, kept_vectors

MOST_IMAGE_BYTES = 20 * 2**20
MOST_ZIP_BYTES = 20 * 2**20
MOST_VECTOR_BYTES = 20 * 2**20
ZIPS = frozenset({"application/zip", "application/x-zip-compressed"})
TABBED = frozenset({"text/tab-separated-values"})
TABLES = TABBED | {"text/csv", "application/vnd.ms-excel"}


class TooLarge(Refused):
    """More bytes than what is sent may have."""


class Received(NamedTuple):
    """An upload, its id, and what whoever sent it should know."""

    upload: Upload
    id: str
    notes: tuple[T, ...]


def received(content: bytes, kind: str = "") -> Received:
    """What was sent as `kind`, a MIME type. Raises `TooLarge`, `CsvError`, `ImageError`, `ArchiveError`, `VectorsError` or `PairsError`."""
    if is_image(content) or kind.startswith("image/"):
        check_size(content, MOST_IMAGE_BYTES, T("the picture", "图片"))
        return Received(*kept_image(content))
    if is_archive(content) or kind in ZIPS:
        check_size(content, MOST_ZIP_BYTES, T("the zip", "压缩包"))
        return Received(*kept_pictures(content))
    if kind not in TABLES and is_vectors(content):
        check_size(content, MOST_VECTOR_BYTES, T("the file of vectors", "向量文件"))
        return Received(*kept_vectors(content))
    if kind not in TABLES - TABBED and is_pairs(content):
        check_size(content, MOST_PAIR_BYTES, T("the file of pairs", "句对文件"))
        return Received(*kept_pairs(content))
    check_size(content, MOST_BYTES, T("the table or text", "表格或文本"))
    try:
        table, notes = read_csv(content)
    except CsvError:
        text = None if kind in TABLES else as_prose(content)
        if text is None:
            raise
        return Received(*kept_prose(text))
    return Received(table, content_hash(table), notes)


def check_size(content: bytes, most: int, what: T) -> None:
    """Raises `TooLarge`."""
    if len(content) > most:
        raise TooLarge(
            T(
                f"{what} has {len(content)} bytes; at most {most} are allowed",
                f"{what.zh}有 {len(content)} 字节；最多允许 {most} 字节",
            )
        )
