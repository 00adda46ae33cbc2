"""Writing a file while its size and hash are checked."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from lossland.assets.asset import Asset, File
from lossland.assets.errors import cannot_write, cut_off, other_content, other_format, too_large


def write_checked(asset: Asset, file: File, pieces: Iterable[bytes], target: Path) -> None:
    """Writes `pieces` to `target`. Raises `Wrong` where they are not the file, at once where they are too many."""
    pin = file.pin
    digest = hashlib.md5(usedforsecurity=False) if pin.kind == "md5" else hashlib.sha256()
    bytes_, head = 0, b""
    with _opened(asset, target) as out:
        for piece in pieces:
            bytes_ += len(piece)
            if bytes_ > file.limit:
                raise too_large(file)
            digest.update(piece)
            head = (head + piece)[: len(file.begins)] if len(head) < len(file.begins) else head
            if not file.begins.startswith(head):
                raise other_format(file)
            try:
                out.write(piece)
            except OSError as error:
                raise cannot_write(asset, error) from error
        try:
            out.flush()
            os.fsync(out.fileno())
        except OSError as error:
            raise cannot_write(asset, error) from error
    if bytes_ < (file.size or max(len(file.begins), 1)):
        raise cut_off(file, bytes_, file.size or max(len(file.begins), 1))
    if pin.kind != "commit" and digest.hexdigest() != pin.value:
        raise other_content(file, digest.hexdigest())
    if target.suffix == ".zip":
        _check_archive(file, target)


def _opened(asset: Asset, target: Path) -> BinaryIO:
    try:
        return target.open("wb")
    except OSError as error:
        raise cannot_write(asset, error) from error


def _check_archive(file: File, path: Path) -> None:
    """Every member is whole; an archive that Git made of a commit names it in its comment."""
    try:
        with zipfile.ZipFile(path) as archive:
            damaged, comment = archive.testzip(), archive.comment
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise other_format(file) from error
    if damaged is not None or (comment and file.pin.kind == "commit" and comment.decode("latin-1") != file.pin.value):
        raise other_format(file)
