"""IDX files of bytes, as MNIST is published: a head, then the values.

The head: two zeros, the type (8 for unsigned bytes), the number of axes, the length of each axis as four bytes, the
most significant first. Source: LeCun, Cortes, Burges, "The MNIST database".
"""

from __future__ import annotations

import math
import struct
import zlib

import numpy as np
import numpy.typing as npt

from lossland.lab.text import T
from lossland.uploads.archive import ArchiveError

BYTES = 8
"""The type of unsigned bytes; the others hold wider numbers."""
_TYPES = (8, 9, 11, 12, 13, 14)
_GZIP = b"\x1f\x8b"
_HEAD = 4


def is_idx(head: bytes) -> bool:
    """Whether a file that begins so is an IDX file, or is packed by gzip as those are."""
    return head.startswith(_GZIP) or (len(head) >= _HEAD and head[:2] == b"\0\0" and head[2] in _TYPES)


def unpacked(content: bytes, name: str, most: int) -> bytes:
    """The file without gzip around it. Raises `ArchiveError` where it is damaged or unpacks to more than `most` bytes."""
    if not content.startswith(_GZIP):
        return content
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(content, most + 1)
    except zlib.error as error:
        raise ArchiveError(T("the gzip is damaged", "gzip 已损坏"), name) from error
    if len(plain) > most:
        raise ArchiveError(
            T(f"unpacks to more than the {most:,} bytes that are allowed", f"解压后超过允许的 {most:,} 字节"), name
        )
    if not inflate.eof or inflate.unused_data:
        raise ArchiveError(T("the gzip is cut off, or something follows it", "gzip 不完整，或其后还有内容"), name)
    return plain


def read_idx(content: bytes, name: str) -> npt.NDArray[np.uint8]:
    """The values in the shape that the head states. Raises `ArchiveError` where the head does not fit what follows."""
    if not is_idx(content):
        raise ArchiveError(T("is no IDX file", "不是 IDX 文件"), name)
    if content[2] != BYTES:
        raise ArchiveError(
            T(
                f"has values of type {content[2]}; {BYTES} (unsigned bytes) is expected",
                f"值的类型为 {content[2]}；应为 {BYTES} (无符号字节)",
            ),
            name,
        )
    axes = content[3]
    start = _HEAD + 4 * axes
    if len(content) < start:
        raise ArchiveError(T("is no IDX file: its head is cut off", "不是 IDX 文件：文件头不完整"), name)
    if not 1 <= axes <= 3:
        raise ArchiveError(T(f"has {axes} axes; 1 to 3 are expected", f"有 {axes} 个轴；应为 1 到 3 个"), name)
    shape = struct.unpack(f">{axes}I", content[_HEAD:start])
    if math.prod(shape) != len(content) - start:
        stated = " × ".join(map(str, shape))
        raise ArchiveError(
            T(
                f"the head says {stated} bytes, but {len(content) - start} follow",
                f"文件头声明 {stated} 字节，其后却有 {len(content) - start} 字节",
            ),
            name,
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
