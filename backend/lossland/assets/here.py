"""What has been fetched, for those who compute: a server tells its workers the data directory by their environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from lossland.assets.listed import ASSETS
from lossland.assets.place import found
from lossland.lab.text import Refused, T

VARIABLE = "LOSSLAND_DATA_DIR"


_within: ContextVar[Path | None] = ContextVar("data_dir", default=None)


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Inside the block that data directory is read: a server's may be another than its process' environment names."""
    token = _within.set(folder)
    try:
        yield
    finally:
        _within.reset(token)


def data_dir() -> Path:
    """The one that is read `within`, else that of this process: of the environment, or `data`, as the settings have it."""
    return _within.get() or Path(os.environ.get(VARIABLE) or "data")


def files_of(name: str) -> dict[str, Path]:
    """The files of an asset by name. Raises `Refused`, saying how to have it, where it is not here."""
    files = found(data_dir(), ASSETS[name])
    if files is None:
        title = ASSETS[name].title
        raise Refused(
            T(
                f"{title} is not here: fetch it under Runs > Data and models, or with `lossland get {name}`",
                f"没有 {title.zh}：请在“运行 > 数据与模型”中获取，或运行 `lossland get {name}`",
            )
        )
    return files
