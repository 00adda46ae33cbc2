"""Tatoeba's pairs of sentences from a folder: the files that are fetched, or the same as gzip with the source first."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

from lossland.datasets.pairs import Pair
from lossland.lab.text import Refused, T
from lossland.uploads.pairs import read_pairs

FRENCH, CHINESE = ("fra-eng.tsv.gz", "fra-eng.zip"), ("cmn-eng.tsv.gz", "cmn.txt")


def french_pairs(folder: Path) -> list[Pair]:
    """French and English. Raises `Refused` where neither file is there, and for what is wrong in them."""
    content, own = _content(folder, *FRENCH)
    found = read_pairs(content, columns=range(2, 4))
    return [Pair(*pair) if own else Pair(*pair[::-1]) for pair in found]


def chinese_pairs(folder: Path) -> list[Pair]:
    """Chinese and English. Raises `Refused` where neither file is there, and for what is wrong in them."""
    content, _ = _content(folder, *CHINESE)
    found = read_pairs(content, columns=range(2, 4))
    english_first = 2 * sum(first.isascii() for first, _ in found) > len(found)
    return [Pair(*pair[::-1]) if english_first else Pair(*pair) for pair in found]


def english_sentences(folder: Path) -> list[str]:
    """The distinct English sentences of both, in alphabetical order. Raises `Refused` where there are none of either."""
    readers = {FRENCH: french_pairs, CHINESE: chinese_pairs}
    there = [read for names, read in readers.items() if any((folder / name).exists() for name in names)]
    return sorted({pair.target for read in there or [french_pairs] for pair in read(folder)})


def _content(folder: Path, own: str, fetched: str) -> tuple[bytes, bool]:
    """The text, and whether it is the file with the source first."""
    if (folder / own).exists():
        return gzip.decompress((folder / own).read_bytes()), True
    path = folder / fetched
    if not path.exists():
        raise Refused(T(f"{folder} has neither {own} nor {fetched}", f"{folder} 中既没有 {own} 也没有 {fetched}"))
    if not zipfile.is_zipfile(path):
        return path.read_bytes(), False
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith("_") and name.endswith(".txt")]
        return archive.read(max(names, key=lambda name: archive.getinfo(name).file_size)), False
