"""A zip that somebody sends, read without unpacking it to disk: every entry is looked at before a byte of it is inflated.

Refused are names that lead elsewhere, links, encryption, zips in zips and bombs: the sizes that the list of entries
states are bounded, one by one and together, and no entry gives more bytes than it stated.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from typing import NamedTuple

from lossland.lab.text import Refused, T

MOST_ENTRIES = 20_000
MOST_UNPACKED = 256 * 2**20
"""Bytes of all entries together."""
MOST_RATIO = 200
"""By so much an entry of more than `FREE` bytes may shrink; pictures hardly do."""
FREE = 2**20
MOST_DEPTH = 16
"""Folders within each other."""
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_LISTED = b"PK\x01\x02"
_UTF8 = 0x800
_ENCRYPTED = 0x1
_SHOWN = 60
_JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_DRIVE = re.compile("[A-Za-z]:")
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError, OverflowError)


class ArchiveError(Refused):
    """What is wrong with a zip and, where one entry is to blame, its name."""

    def __init__(self, detail: T, entry: str = "") -> None:
        name = entry if len(entry) <= _SHOWN else entry[:_SHOWN] + "..."
        super().__init__(T(f"{name!r}: {detail}", f"“{name}”：{detail.zh}") if entry else detail)
        self.entry = name


class Entry(NamedTuple):
    """A file or an empty folder of a zip."""

    path: tuple[str, ...]
    """Folders and its own name, decoded, in Unicode's composed form."""
    folder: bool
    info: zipfile.ZipInfo

    @property
    def name(self) -> str:
        """The path as it is told."""
        return "/".join(self.path)


class Archive:
    """The entries of a zip that are not rubbish which an operating system left in it. Raises `ArchiveError`."""

    def __init__(self, content: bytes) -> None:
        if content.count(_LISTED) > MOST_ENTRIES:
            raise ArchiveError(T(f"the zip has more than {MOST_ENTRIES:,} entries", f"压缩包超过 {MOST_ENTRIES:,} 项"))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (*_DAMAGE, NotImplementedError) as error:
            raise ArchiveError(T("the zip is damaged or cut off", "压缩包已损坏或不完整")) from error
        self.entries = [entry for entry in map(_entry, self._zip.infolist()) if not _is_junk(entry.path)]
        seen: set[tuple[str, ...]] = set()
        for entry in self.entries:
            _check(entry)
            if entry.path in seen:
                raise ArchiveError(T("stands in the zip twice", "在压缩包中出现两次"), entry.name)
            seen.add(entry.path)
        unpacked = sum(entry.info.file_size for entry in self.entries)
        if unpacked > MOST_UNPACKED:
            raise ArchiveError(
                T(
                    f"the zip unpacks to {unpacked:,} bytes; at most {MOST_UNPACKED:,} are allowed",
                    f"压缩包解压后有 {unpacked:,} 字节；最多允许 {MOST_UNPACKED:,} 字节",
                )
            )

    @property
    def files(self) -> list[Entry]:
        """The entries that are files."""
        return [entry for entry in self.entries if not entry.folder]

    def read(self, entry: Entry, most: int | None = None) -> bytes:
        """The bytes of a file, or its first `most`. Raises `ArchiveError` where it is damaged."""
        try:
            with self._zip.open(entry.info) as file:
                return file.read() if most is None else file.read(most)
        except (*_DAMAGE, NotImplementedError) as error:
            raise ArchiveError(T("is damaged or cut off", "已损坏或不完整"), entry.name) from error


def is_archive(content: bytes) -> bool:
    """Whether a file begins like a zip."""
    return content.startswith(_BEGINNINGS)


def _entry(info: zipfile.ZipInfo) -> Entry:
    name = unicodedata.normalize("NFC", _decoded(info)).replace("\\", "/")
    return Entry(tuple(name.removesuffix("/").split("/")), name.endswith("/"), info)


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name: macOS writes UTF-8 and Windows the local code page, and neither of them says so."""
    name = info.orig_filename
    if info.flag_bits & _UTF8 or name.isascii():
        return name
    raw = name.encode("cp437")  # what zipfile takes it for
    for coding in ("utf-8", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    return name


def _is_junk(path: tuple[str, ...]) -> bool:
    return any(part in _JUNK or (part.startswith(".") and part.strip(".")) for part in path)


def _check(entry: Entry) -> None:
    """Raises `ArchiveError` for an entry that nobody sends who wants pictures read."""
    path, info, name = entry.path, entry.info, entry.name
    mode = stat.S_IFMT(info.external_attr >> 16)
    if any(part in ("", ".", "..") for part in path) or _DRIVE.fullmatch(path[0]) or "\0" in name:
        raise ArchiveError(
            T(
                "the name leads out of the zip or nowhere; folder/file is expected",
                "名称指向压缩包之外或无效；应为 文件夹/文件",
            ),
            name,
        )
    if len(path) > MOST_DEPTH:
        raise ArchiveError(
            T(
                f"lies {len(path)} folders deep; at most {MOST_DEPTH} are allowed",
                f"位于 {len(path)} 层文件夹中；最多 {MOST_DEPTH} 层",
            ),
            name,
        )
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveError(T("is a link or a device, not a file", "是链接或设备，不是文件"), name)
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveError(T("is encrypted; send it without a password", "已加密；请发送不带密码的文件"), name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError(
            T(
                "is packed in an unusual way; stored and deflated are allowed",
                "压缩方式不常见；只允许 stored 和 deflated",
            ),
            name,
        )
    if info.file_size > max(FREE, MOST_RATIO * info.compress_size):
        raise ArchiveError(
            T(
                f"unpacks from {info.compress_size:,} to {info.file_size:,} bytes, more than {MOST_RATIO} times as many",
                f"从 {info.compress_size:,} 字节解压为 {info.file_size:,} 字节，超过 {MOST_RATIO} 倍",
            ),
            name,
        )
    if not entry.folder and path[-1].lower().endswith(".zip"):
        raise ArchiveError(T("is a zip within the zip; unpack it first", "是压缩包中的压缩包；请先解压"), name)
