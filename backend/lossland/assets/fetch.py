"""Fetching over the network, and taking from disk. An asset is there whole or not at all."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlsplit

from lossland.assets.asset import Asset, File
from lossland.assets.check import write_checked
from lossland.assets.errors import AssetError, Cancelled, Wrong, by_hand, cut_off
from lossland.assets.place import replacing
from lossland.lab.text import T

Progress = Callable[[int], None]
"""Told the bytes that are there of the whole asset."""
TIMEOUT = 30.0
"""Seconds that a server may be silent."""
_PIECE = 2**17


class _ToHttps(urllib.request.HTTPRedirectHandler):
    """Follows to https alone."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != "https":
            fp.close()
            host = urlsplit(newurl).netloc
            raise Wrong(T(f"a redirect to {host} without https is not followed", f"不跟随到 {host} 的非 https 重定向"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(
    asset: Asset,
    data_dir: Path,
    *,
    mirror: str | None = None,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Fetches every file of `asset`. With a `mirror` from `<mirror>/<asset>/<file>`, and from nowhere else.

    Raises `AssetError`: `Busy` where somebody is at it, `Cancelled` soon after `cancelled` holds.
    """
    with replacing(data_dir, asset) as folder:
        before = 0
        for file in asset.files:
            addresses = file.addresses if mirror is None else (_on_mirror(mirror, asset, file),)
            failed: list[Wrong] = []
            for address in addresses:
                try:
                    with closing(_download(asset, file, address, cancelled)) as pieces:
                        write_checked(asset, file, _counted(pieces, before, progress), folder / file.name)
                    break
                except Wrong as error:
                    failed.append(error)
            else:
                raise _all_failed(asset, failed)
            before += (folder / file.name).stat().st_size


def take(asset: Asset, data_dir: Path, source: Path, *, progress: Progress = lambda _: None) -> None:
    """Takes the files of `asset` from `source`: the file itself where it is one, or a folder with them at any depth."""
    paths = [_in(asset, file, source) for file in asset.files]
    with replacing(data_dir, asset) as folder:
        before = 0
        for file, path in zip(asset.files, paths, strict=True):
            write_checked(asset, file, _counted(_read(path), before, progress), folder / file.name)
            before += path.stat().st_size


def _in(asset: Asset, file: File, source: Path) -> Path:
    if source.is_file() and len(asset.files) == 1:
        return source
    if not source.is_dir():
        what = T("is no folder", "不是文件夹") if source.exists() else T("does not exist", "不存在")
        names = ", ".join(file.name for file in asset.files)
        raise AssetError(
            T(f"{source} {what}; {asset.name} consists of {names}", f"{source} {what.zh}；{asset.name} 包含 {names}")
        )
    # of several the one nearest to the top
    found = min(
        (path for path in source.rglob(file.name) if path.is_file()), key=lambda p: (len(p.parts), p), default=None
    )
    if found is None:
        raise AssetError(
            T(f"there is no {file.name} in {source} or below it", f"{source} 及其子文件夹中没有 {file.name}")
        )
    return found


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as source:
            while piece := source.read(_PIECE):
                yield piece
    except OSError as error:
        reason = error.strerror or str(error)
        raise AssetError(T(f"{path} cannot be read: {reason}", f"无法读取 {path}：{reason}")) from error


def _on_mirror(mirror: str, asset: Asset, file: File) -> str:
    return f"{mirror.rstrip('/')}/{quote(asset.name)}/{quote(file.name)}"


def _counted(pieces: Iterator[bytes], before: int, progress: Progress) -> Iterator[bytes]:
    for piece in pieces:
        before += len(piece)
        yield piece
        progress(before)


def _download(asset: Asset, file: File, address: str, cancelled: Callable[[], bool]) -> Generator[bytes, None, None]:
    """The bytes at an address as they come."""
    host = urlsplit(address).netloc
    if cancelled():
        raise Cancelled(asset)
    try:
        opener = urllib.request.build_opener(_ToHttps)
        headers = {"user-agent": "lossland", "accept-encoding": "identity"}
        request = urllib.request.Request(address, headers=headers)  # noqa: S310 - of the list, or the owner's mirror
        with opener.open(request, timeout=TIMEOUT) as answer:
            announced, came = _length(answer), 0
            while piece := answer.read1(_PIECE):
                if cancelled():
                    raise Cancelled(asset)
                came += len(piece)
                yield piece
            if announced is not None and came < announced:
                raise cut_off(file, came, announced)
    except urllib.error.HTTPError as error:
        error.close()
        raise Wrong(T(f"{host} answers {error.code} {error.reason}", f"{host} 返回 {error.code}")) from error
    except http.client.IncompleteRead as error:
        raise cut_off(file, len(error.partial), file.size or file.limit) from error
    except (urllib.error.URLError, http.client.HTTPException, ssl.SSLError, OSError, ValueError) as error:
        if isinstance(error, AssetError):  # a `ValueError` itself
            raise
        reason = getattr(error, "reason", error)
        why = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise Wrong(T(f"{host} cannot be reached: {why}", f"无法连接 {host}：{why}")) from error


def _length(answer: Any) -> int | None:
    text = answer.headers.get("content-length", "")
    return int(text) if text.isdecimal() else None


def _all_failed(asset: Asset, failed: list[Wrong]) -> AssetError:
    hint = by_hand(asset)
    return AssetError(
        T(
            f"{asset.name}: {'; '.join(error.said for error in failed)}. {hint}",
            f"{asset.name}：{'；'.join(error.said.zh for error in failed)}。{hint.zh}",
        )
    )
