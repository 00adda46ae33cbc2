from __future__ import annotations

import pytest

from lossland.runs.messages import Prose, Table
from lossland.uploads.cells import CsvError
from lossland.uploads.loaded import loaded
from lossland.uploads.prose import WrittenText, as_prose
from lossland.uploads.received import received

STORY = "Once upon a time, in 1812, there was a king.\r\nHe had three sons; the youngest was called Hans, and nobody knew why.\n"
CHINESE = "从前有一个国王，他有三个儿子。最小的儿子名叫汉斯，没有人知道为什么。"


@pytest.mark.parametrize("kind", ["", "text/plain", "application/octet-stream"])
@pytest.mark.parametrize(("text", "words"), [(STORY, 22), (CHINESE, 30), ("\ufeff" + "שלום לכם " * 10, 20)])
def test_a_text_is_told_by_its_content(text: str, words: int, kind: str) -> None:
    upload, identity, notes = received(text.encode(), kind)
    assert isinstance(upload, Prose)
    assert upload.words == words
    assert len(identity) == 64
    assert "text" in notes[0]
    assert loaded(upload) == WrittenText(text.removeprefix("\ufeff").replace("\r\n", "\n"))


def test_the_same_letters_have_the_same_id_however_they_are_composed() -> None:
    assert received(("é" + STORY).encode()).id == received(("e\u0301" + STORY).encode()).id


@pytest.mark.parametrize(
    "text", ["", "only a few words", "12 34 " * 50, "a\x07b " * 50, "\x00" + STORY, "😀 " * 50, "-- == ++ " * 20]
)
def test_what_is_no_text(text: str) -> None:
    assert as_prose(text.encode()) is None
    with pytest.raises(CsvError):
        received(text.encode(), "text/plain")


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(CsvError, match="line 1: byte 0xe9 is not UTF-8"):
        received(("é" + STORY).encode("latin-1"))


def test_a_broken_table_is_none_though_it_has_many_words() -> None:
    table = "name,age\n" + "Ann is a nice person,x\n" * 20 + "Bob,is,another\n"
    with pytest.raises(CsvError):
        received(table.encode(), "text/csv")
    good = "name,age\n" + "Ann,3\nBob,4\n" * 20
    assert isinstance(received(good.encode(), "text/plain").upload, Table)
