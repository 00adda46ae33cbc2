"""The zip of film review sentences, and what is said of one that is not as it should be."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lossland.lab.text import Refused
from lossland.uploads import sentence_polarity
from lossland.uploads.sentence_polarity import read_polarity

GOOD, BAD = b"a warm film .\n" * 12, b"a dull film .\n" * 11


def zipped(folder: Path, **texts: bytes) -> Path:
    with zipfile.ZipFile(folder / "sentence_polarity.zip", "w") as archive:
        archive.writestr("sentence_polarity/README.txt", "rt-polarity.pos")
        for kind, content in texts.items():
            archive.writestr(f"sentence_polarity/rt-polarity.{kind}", content)
    return folder / "sentence_polarity.zip"


def test_each_line_is_a_sentence_and_the_name_says_which_sort(tmp_path: Path) -> None:
    found = read_polarity(zipped(tmp_path, pos="\ufeffcliché , but warm\r\n\n".encode() + GOOD, neg=BAD))
    assert found == [("cliché , but warm", True), *[("a warm film .", True)] * 12, *[("a dull film .", False)] * 11]


@pytest.mark.parametrize(
    ("texts", "en", "zh"),
    [
        ({"pos": GOOD}, "there is no rt-polarity.neg in the zip", "zip 中没有 rt-polarity.neg"),
        (
            {"pos": GOOD, "neg": BAD + b"caf\xe9"},
            "rt-polarity.neg, line 12 is not UTF-8: byte 0xe9",
            "第 12 行不是 UTF-8",
        ),
        (
            {"pos": GOOD + b"x" * 1001, "neg": BAD},
            "rt-polarity.pos, line 13 has 1001 characters; at most 1000",
            "第 13 行",
        ),
        ({"pos": GOOD[:28], "neg": BAD}, "rt-polarity.pos has 2 sentences; from 10 to 20,000 are read", "2 个句子"),
        ({"pos": GOOD * 2000, "neg": BAD}, "rt-polarity.pos has 24,000 sentences", "24,000 个句子"),
    ],
)
def test_bad_texts_are_refused(tmp_path: Path, texts: dict[str, bytes], en: str, zh: str) -> None:
    with pytest.raises(Refused) as refused:
        read_polarity(zipped(tmp_path, **texts))
    assert en in refused.value.said
    assert zh in refused.value.said.zh


def test_what_is_no_whole_zip_or_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.zip").write_text("<html>", encoding="utf-8")
    with pytest.raises(Refused, match=r"page\.zip is no whole zip"):
        read_polarity(tmp_path / "page.zip")
    path = zipped(tmp_path, pos=GOOD, neg=BAD)
    monkeypatch.setattr(sentence_polarity, "MOST_BYTES", 160)
    with pytest.raises(Refused, match=r"rt-polarity\.pos has 168 bytes; at most 160 are read"):
        read_polarity(path)
    path.write_bytes(path.read_bytes().replace(b"a warm film", b"a cold film"))
    monkeypatch.undo()
    with pytest.raises(Refused, match="is no whole zip: Bad CRC"):
        read_polarity(path)
