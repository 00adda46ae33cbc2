"""Tatoeba's files in each form in which they are published."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from lossland.lab.text import Refused
from lossland.models.pairs import chinese_pairs, english_sentences, french_pairs
from lossland.uploads.tatoeba import read_tatoeba

PAIRS = [("Ça va ?", "How are you?"), ("Où est-il ?", "Where is he?"), ("Bonjour.", "Hello.")]


def test_english_comes_last_however_they_are_published(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "fra-eng.zip", "w") as archive:
        archive.writestr("_about.txt", "x" * 900)
        archive.writestr("fra.txt", "".join(f"{english}\t{french}\tsomebody\n" for french, english in PAIRS))
    assert read_tatoeba(tmp_path / "fra-eng.zip") == PAIRS
    assert french_pairs(tmp_path) == PAIRS
    own = "".join(f"{french}\t{english}\n" for french, english in PAIRS[::-1])
    (tmp_path / "fra-eng.tsv.gz").write_bytes(gzip.compress(own.encode()))
    assert french_pairs(tmp_path) == PAIRS[::-1]
    (tmp_path / "cmn.txt").write_text("Hi.\t你好。\tA & B\n", encoding="utf-8")
    assert chinese_pairs(tmp_path) == [("你好。", "Hi.")]
    assert english_sentences(tmp_path) == ["Hello.", "Hi.", "How are you?", "Where is he?"]


def test_where_there_is_no_file_both_names_are_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"neither fra-eng.tsv.gz nor fra-eng.zip"):
        french_pairs(tmp_path)
