"""Fetching from a publisher on loopback: an asset is there whole, or a message says why not and nothing is there."""

from __future__ import annotations

import errno
import io
import os
import socket
import subprocess
import sys
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPMessage
from pathlib import Path

import pytest
from typing_extensions import Buffer

from lossland.assets import check
from lossland.assets.asset import Asset, File, Pin
from lossland.assets.errors import AssetError, Busy, Cancelled, NoRoom, Wrong
from lossland.assets.fetch import _ToHttps, fetch
from lossland.assets.place import found, place, remove
from tests.support.publisher import JPEG, Publisher, asset_of, file_of, publishing

CONTENT = os.urandom(300_000)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as publisher:
        yield publisher


def nothing_there(data_dir: Path) -> bool:
    return [path.name for path in (data_dir / "assets").glob("**/*") if path.suffix != ".lock"] == []


def refused(asset: Asset, data_dir: Path, kind: type[AssetError] = AssetError) -> str:
    """What is said in English; the Chinese is there too, and nothing is half there."""
    with pytest.raises(kind) as raised:
        fetch(asset, data_dir)
    assert nothing_there(data_dir)
    assert found(data_dir, asset) is None
    assert any("\u4e00" <= letter <= "\u9fff" for letter in raised.value.said.zh)
    return str(raised.value.said)


@pytest.mark.parametrize("kind", ["sha256", "md5"])
def test_what_is_right_is_there_whole(publisher: Publisher, tmp_path: Path, kind: str) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT, kind), file_of(publisher, "b.bin", b"b", kind))
    came: list[int] = []
    fetch(asset, tmp_path, progress=came.append)
    paths = found(tmp_path, asset)
    assert paths is not None
    assert {name: path.read_bytes() for name, path in paths.items()} == {"a.bin": CONTENT, "b.bin": b"b"}
    assert came == sorted(came)
    assert came[-1] == asset.size
    assert sorted(path.name for path in place(tmp_path, asset.name).iterdir()) == ["a.bin", "b.bin"]


def test_a_wrong_hash(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "first.bin", b"1"), file_of(publisher, "a.bin", CONTENT))
    publisher.files["/a.bin"] = CONTENT[:-1] + bytes([CONTENT[-1] ^ 1])
    said = refused(asset, tmp_path)
    assert "a.bin has other content" in said
    assert asset.files[1].pin.value in said
    assert "--from" in said


def test_what_is_cut_off(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    publisher.cut.add("/a.bin")
    assert "a.bin was cut off: 150000 of 300000 bytes" in refused(asset, tmp_path)


def test_what_is_shorter_than_published(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    publisher.files["/a.bin"] = CONTENT[:7]
    assert "cut off: 7 of 300000" in refused(asset, tmp_path)


def test_what_never_ends_is_stopped_at_its_size(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    publisher.endless.add("/a.bin")
    assert "more than 300000 bytes" in refused(asset, tmp_path)


def test_what_is_not_there_and_the_next_address(publisher: Publisher, tmp_path: Path) -> None:
    file = file_of(publisher, "a.bin", CONTENT)
    assert "answers 404" in refused(asset_of(replace(file, addresses=(f"{publisher.address}/none",))), tmp_path)
    second = replace(file, addresses=(f"{publisher.address}/none", *file.addresses))
    fetch(asset_of(second), tmp_path)
    assert found(tmp_path, asset_of(second))


def test_no_network(publisher: Publisher, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        file = replace(file_of(publisher, "a.bin", CONTENT), addresses=(f"http://127.0.0.1:{port}/a.bin",))
        said = refused(asset_of(file), tmp_path)
    assert f"127.0.0.1:{port} cannot be reached" in said


def test_a_redirect_is_followed_to_https_alone(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(replace(file_of(publisher, "a.bin", CONTENT), addresses=(f"{publisher.address}/moved",)))
    publisher.redirects["/moved"] = f"{publisher.address}/a.bin"
    assert "without https" in refused(asset, tmp_path)
    assert publisher.asked == ["/moved"]
    request = urllib.request.Request("http://mirror.example/a")
    there = _ToHttps().redirect_request(request, io.BytesIO(), 302, "", HTTPMessage(), "https://mirror.example/a")
    assert there is not None
    assert there.full_url == "https://mirror.example/a"
    with pytest.raises(Wrong):
        _ToHttps().redirect_request(request, io.BytesIO(), 302, "", HTTPMessage(), "file:///etc/passwd")


class Full(io.BytesIO):
    """A file on a disk that has no room for more than the first piece."""

    def write(self, piece: Buffer, /) -> int:
        if self.tell() > 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(piece)


def test_a_full_disk(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_opened", lambda *_: Full())
    said = refused(asset_of(file_of(publisher, "a.bin", CONTENT)), tmp_path, NoRoom)
    assert "the disk is full; it needs 300000 bytes" in said


def test_a_disk_that_finds_out_late(publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(os, "fsync", full)
    assert "the disk is full" in refused(asset_of(file_of(publisher, "a.bin", CONTENT)), tmp_path, NoRoom)


def test_a_data_directory_that_is_none(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(NoRoom, match="cannot be written"):
        fetch(asset_of(file_of(publisher, "a.bin", CONTENT)), tmp_path / "data")


def test_of_two_at_once_the_second_is_told(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    publisher.held.add("/a.bin")
    first = threading.Thread(target=fetch, args=(asset, tmp_path))
    first.start()
    assert publisher.half.wait(60)
    assert found(tmp_path, asset) is None
    with pytest.raises(Busy):
        fetch(asset, tmp_path)
    with pytest.raises(Busy):
        remove(tmp_path, asset)
    publisher.go_on.set()
    first.join(60)
    assert publisher.asked == ["/a.bin"]
    assert found(tmp_path, asset)


KILLED = """
import sys
from pathlib import Path
from lossland.assets.fetch import fetch
from lossland.assets.asset import File, Pin
from tests.support.publisher import asset_of
fetch(asset_of(File("a.bin", (sys.argv[2],), Pin("sha256", sys.argv[3]), 300_000)), Path(sys.argv[1]))
"""


def test_a_killed_fetch_leaves_nothing_that_counts_and_the_next_clears_it(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    publisher.held.add("/a.bin")
    (file,) = asset.files
    arguments = [str(tmp_path), file.addresses[0], file.pin.value]
    with subprocess.Popen([sys.executable, "-c", KILLED, *arguments]) as process:
        assert publisher.half.wait(60)
        with pytest.raises(Busy):  # another process has it
            fetch(asset, tmp_path)
        process.kill()
    assert found(tmp_path, asset) is None
    publisher.held.clear()
    fetch(asset, tmp_path)
    assert found(tmp_path, asset)
    assert not list((tmp_path / "assets").glob("*.part"))


def test_cancelled_midway(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    with pytest.raises(Cancelled):
        fetch(asset, tmp_path, cancelled=lambda: bool(publisher.asked))
    assert nothing_there(tmp_path)


def test_a_fetch_that_fails_leaves_what_was_there(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(file_of(publisher, "a.bin", CONTENT))
    fetch(asset, tmp_path)
    publisher.files.clear()
    with pytest.raises(AssetError):
        fetch(asset, tmp_path)
    assert found(tmp_path, asset)
    assert remove(tmp_path, asset)
    assert not remove(tmp_path, asset)
    assert nothing_there(tmp_path)


def test_a_mirror_is_asked_instead(publisher: Publisher, tmp_path: Path) -> None:
    asset = asset_of(replace(file_of(publisher, "a.bin", CONTENT), addresses=("https://no.example/a.bin",)))
    publisher.files["/our/small/a.bin"] = CONTENT
    fetch(asset, tmp_path, mirror=f"{publisher.address}/our/")
    assert publisher.asked == ["/our/small/a.bin"]
    assert found(tmp_path, asset)


def pinned(publisher: Publisher, name: str, content: bytes, begins: bytes) -> Asset:
    publisher.files[f"/{name}"] = content
    return asset_of(File(name, (f"{publisher.address}/{name}",), Pin("commit", "c" * 40), None, 100_000, begins))


def test_what_is_pinned_by_a_commit_has_its_format_and_no_more_than_its_bytes(
    publisher: Publisher, tmp_path: Path
) -> None:
    fetch(pinned(publisher, "a.jpg", JPEG, JPEG[:3]), tmp_path)
    other = tmp_path / "other"
    assert "another format" in refused(pinned(publisher, "b.jpg", b"<!DOCTYPE html>", JPEG[:3]), other)
    assert "cut off: 2 of 3" in refused(pinned(publisher, "c.jpg", JPEG[:2], JPEG[:3]), other)
    assert "more than 100000" in refused(pinned(publisher, "d.jpg", JPEG + bytes(100_000), JPEG[:3]), other)


@pytest.mark.parametrize("fault", ["", "damaged", "cut", "another commit"])
def test_an_archive_is_whole_and_of_its_commit(publisher: Publisher, tmp_path: Path, fault: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "some words " * 99)
        archive.comment = b"d" * 40 if fault == "another commit" else b"c" * 40
    content = bytearray(made.getvalue())
    if fault == "damaged":
        content[200] ^= 1
    asset = pinned(publisher, "a.zip", bytes(content[:900] if fault == "cut" else content), b"PK\x03\x04")
    if fault:
        assert "a.zip is damaged" in refused(asset, tmp_path)
    else:
        fetch(asset, tmp_path)
        assert found(tmp_path, asset)
