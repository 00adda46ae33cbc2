"""Tatoeba's pairs of sentences from a folder: the files that are fetched, or the same as gzip with the source first."""

from __future__ import annotations

from pathlib import Path

from lossland.datasets.pairs import Pair
from lossland.lab.text import Refused, T
from lossland.uploads.tatoeba import read_tatoeba

FRENCH, CHINESE = ("fra-eng.tsv.gz", "fra-eng.zip"), ("cmn-eng.tsv.gz", "cmn.txt")


def french_pairs(folder: Path) -> list[Pair]:
    """French and English. Raises `Refused` where neither file is there, and for what is wrong in them."""
    return _pairs(folder, *FRENCH)


def chinese_pairs(folder: Path) -> list[Pair]:
    """Chinese and English. Raises `Refused` where neither file is there, and for what is wrong in them."""
    return _pairs(folder, *CHINESE)


def english_sentences(folder: Path) -> list[str]:
    """The distinct English sentences of both, in alphabetical order. Raises `Refused` where there are none of either."""
    readers = {FRENCH: french_pairs, CHINESE: chinese_pairs}
    there = [read for names, read in readers.items() if any((folder / name).exists() for name in names)]
    return sorted({pair.target for read in there or [french_pairs] for pair in read(folder)})


def _pairs(folder: Path, *names: str) -> list[Pair]:
    path = next((folder / name for name in names if (folder / name).exists()), None)
    if path is None:
        own, fetched = names
        raise Refused(T(f"{folder} has neither {own} nor {fetched}", f"{folder} 中既没有 {own} 也没有 {fetched}"))
    return [Pair(*pair) for pair in read_tatoeba(path)]
