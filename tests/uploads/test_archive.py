"""Zips as people, systems and enemies make them: what is in one is named, what is wrong with one is said."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.uploads.archive import MOST_ENTRIES, Archive, ArchiveError, is_archive
from tests.support.photos import zip_of


def names(content: bytes) -> list[str]:
    return [entry.name for entry in Archive(content).entries]


def renamed(name: bytes, flags: int = 0) -> bytes:
    """A zip of one file whose name is these bytes, whatever they are."""
    plain = zip_of({"x" * len(name): b"hello"})
    raw = bytearray(plain.replace(b"x" * len(name), name))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", raw, raw.index(mark) + place, flags)
    return bytes(raw)


def with_mode(mode: int) -> bytes:
    out = io.BytesIO()
    info = zipfile.ZipInfo("a/b.png")
    info.external_attr = mode << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def patched(content: bytes, mark: bytes, place: int, value: int, form: str = "<H") -> bytes:
    raw = bytearray(content)
    struct.pack_into(form, raw, raw.index(mark) + place, value)
    return bytes(raw)


def test_files_and_folders_are_read_and_rubbish_is_not() -> None:
    content = zip_of(
        {
            "cats/": b"",
            "cats/1.png": b"one",
            "__MACOSX/cats/._1.png": b"rubbish",
            "cats/.DS_Store": b"rubbish",
            ".git/head": b"rubbish",
            "cats/Thumbs.db": b"rubbish",
            "dogs\\2.png": b"two",
        }
    )
    archive = Archive(content)
    assert [entry.name for entry in archive.entries] == ["cats", "cats/1.png", "dogs/2.png"]
    assert names(zip_of({"a: b/1.png": b""})) == ["a: b/1.png"]
    assert [archive.read(entry) for entry in archive.files] == [b"one", b"two"]
    assert archive.read(archive.files[0], 2) == b"on"


@pytest.mark.parametrize(
    ("raw", "flags"),
    [("小狗/一.png".encode(), 0x800), ("小狗/一.png".encode(), 0), ("小狗/一.png".encode("gb18030"), 0)],
    ids=["said", "macOS", "Windows"],
)
def test_chinese_names_are_read_however_they_are_coded(raw: bytes, flags: int) -> None:
    assert names(renamed(raw, flags)) == ["小狗/一.png"]


def test_one_name_in_two_forms_of_unicode_is_one_name() -> None:
    with pytest.raises(ArchiveError, match="twice"):
        Archive(zip_of({"caf\u00e9/1.png": b"", "cafe\u0301/1.png": b""}))


@pytest.mark.parametrize(
    "name",
    ["../x.png", "a/../../x.png", "/etc/x.png", "C:/x.png", "c:\\x.png", "..\\x.png", "a//x.png", "./x.png", "a/.."],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ArchiveError, match="leads out of the zip or nowhere"):
        Archive(zip_of({"cats/1.png": b"one", name: b"two"}))


def test_a_name_with_a_zero_byte_is_refused() -> None:
    with pytest.raises(ArchiveError, match="leads out of the zip or nowhere"):
        Archive(renamed(b"a/b.png\0.exe"))


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_a_device_is_refused(mode: int) -> None:
    with pytest.raises(ArchiveError, match=r"'a/b\.png': is a link or a device"):
        Archive(with_mode(mode))
    assert names(with_mode(stat.S_IFREG | 0o644)) == ["a/b.png"]


PLAIN = zip_of({"a/b.png": b"hello " * 50})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (patched(PLAIN, b"PK\x01\x02", 8, 1), r"'a/b\.png': is encrypted"),
        (patched(PLAIN, b"PK\x01\x02", 10, 99), r"'a/b\.png': is packed in an unusual way"),
        (zip_of({"a/b.png": b"hello"}, zipfile.ZIP_BZIP2), "packed in an unusual way"),
        (zip_of({"a/b.png": bytes(30 * 2**20)}), r"'a/b\.png': unpacks from [\d,]+ to 31,457,280 bytes"),
        (zip_of({"a/inner.ZIP": b"x"}), r"'a/inner\.ZIP': is a zip within"),
        (zip_of({"/".join("a" * 20): b"x"}), "20 folders deep"),
        (PLAIN[:40], "damaged or cut off"),
        (PLAIN[60:], "damaged or cut off"),
        (b"PK\x05\x06", "damaged or cut off"),
        (b"PK\x03\x04" + bytes(100), "damaged or cut off"),
        (zip_of({f"{i}.png": b"" for i in range(MOST_ENTRIES + 1)}, zipfile.ZIP_STORED), "more than 20,000 entries"),
        (zip_of({("n" * 10_000) + "/../x": b""}), r"'n{60}\.\.\.': the name leads"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages(content: bytes, said: str) -> None:
    with pytest.raises(ArchiveError, match=said) as caught:
        Archive(content)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.said.zh)


def test_many_entries_that_share_their_bytes_are_counted_all_the_same() -> None:
    """A bomb whose list names one stretch of bytes over and over."""
    content = zip_of({"a/00.png": bytes(7) * 20_000}, zipfile.ZIP_STORED)
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    row = bytearray(content[begin:end])
    struct.pack_into("<II", row, 20, 0x0FFFFFFF, 0x0FFFFFFF)  # both sizes
    rows = b"".join(bytes(row).replace(b"00", b"%02d" % i) for i in range(10))
    tail = bytearray(content[end:])
    struct.pack_into("<HHII", tail, 8, 10, 10, len(rows), begin)
    with pytest.raises(ArchiveError, match=r"unpacks to 2,684,354,550 bytes"):
        Archive(content[:begin] + rows + bytes(tail))


def test_no_entry_gives_more_than_it_states() -> None:
    lying = patched(PLAIN, b"PK\x01\x02", 24, 10, "<I")
    archive = Archive(lying)
    with pytest.raises(ArchiveError, match=r"'a/b\.png': is damaged"):
        archive.read(archive.files[0])


def test_a_damaged_entry_is_named() -> None:
    stored = bytearray(zip_of({"a/b.png": b"hello"}, zipfile.ZIP_STORED))
    stored[stored.index(b"hello")] ^= 1
    archive = Archive(bytes(stored))
    with pytest.raises(ArchiveError, match=r"'a/b\.png': is damaged"):
        archive.read(archive.files[0])


@given(st.data())
def test_a_zip_with_other_bytes_here_and_there_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zip_of({"a/1.png": b"one" * 9, "b/": b"", "b/2.png": b"two"}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ArchiveError):
        archive = Archive(
            bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
        )
        for entry in archive.files:
            archive.read(entry)


def test_a_zip_is_told_by_its_first_bytes() -> None:
    assert is_archive(PLAIN)
    assert is_archive(zip_of({}))
    assert not is_archive(b"PK,x\n1,2\n")
