"""What `lossland get` prints and does."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lossland.assets import listed
from lossland.assets.asset import Asset
from lossland.assets.errors import AssetError
from lossland.assets.fetch import fetch, take
from lossland.assets.place import found, place
from lossland.lab.text import T

_BAR = 30
_SECONDS = 0.1
"""Between two looks of the bar."""


def in_words(bytes_: int) -> str:
    """A size as people read it: decimal units, as disks and publishers count."""
    size, unit = float(bytes_), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "B" or size >= 10 else f"{size:.1f} {unit}"


def size_in_words(asset: Asset) -> str:
    """Of all its files."""
    return in_words(asset.size) if asset.size is not None else f"at most {in_words(asset.limit)}"


def table(data_dir: Path) -> str:
    """All assets, a line each: name, whether it is here, size, licence, what it is."""
    rows = [("name", "here", "size", "licence", "what it is")]
    for asset in listed.ASSETS.values():
        here = "yes" if found(data_dir, asset) else "no"
        rows.append((asset.name, here, size_in_words(asset), asset.licence, asset.about))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows
    ]
    return "\n".join(lines)


def get(names: Sequence[str], data_dir: Path, source: Path | None, mirror: str | None) -> None:
    """Fetches the named assets one after the other, or takes one from `source`. Raises `AssetError`."""
    for name in names:
        if name not in listed.ASSETS:
            known = ", ".join(listed.ASSETS)
            raise AssetError(T(f"there is no asset {name!r}; there are {known}", f"没有资源 {name!r}；可用：{known}"))
    if source is not None and len(names) != 1:
        raise AssetError(T("--from is for one asset at a time", "--from 每次只用于一个资源"))
    for name in names:
        asset = listed.ASSETS[name]
        if source is None and found(data_dir, asset):
            print(f"{name} is here already: {place(data_dir, name)}")
            continue
        print(f"{name}: {size_in_words(asset)}, {asset.licence}; {asset.attribution}", flush=True)
        progress, ended = _bar(asset)
        try:
            if source is None:
                fetch(asset, data_dir, mirror=mirror, progress=progress)
            else:
                take(asset, data_dir, source, progress=progress)
        finally:
            ended()
        print(f"{name} is here: {place(data_dir, name)}", flush=True)


def _bar(asset: Asset) -> tuple[Callable[[int], None], Callable[[], None]]:
    """What tells of the bytes that have come, and what ends it. Where nobody watches a terminal, nothing is drawn."""
    if not sys.stderr.isatty():
        return lambda _: None, lambda: None
    drawn = 0.0

    def draw(bytes_: int) -> None:
        nonlocal drawn
        now = time.monotonic()
        if now - drawn < _SECONDS and bytes_ != asset.size:
            return
        drawn = now
        if asset.size is None:
            line = in_words(bytes_)
        else:
            done = bytes_ * _BAR // asset.size
            line = f"[{'#' * done}{'.' * (_BAR - done)}] {in_words(bytes_)} of {in_words(asset.size)}"
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    def end() -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()

    return draw, end
