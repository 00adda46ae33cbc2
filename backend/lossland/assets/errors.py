"""Why an asset cannot be had: one message each, in both languages, with what to do."""

from __future__ import annotations

import errno

from lossland.assets.asset import Asset, File
from lossland.lab.text import Refused, T


class AssetError(Refused):
    """An asset could not be fetched, taken or removed; nothing half of it is there."""


class Busy(AssetError):
    """Somebody else is at it."""

    def __init__(self, asset: Asset) -> None:
        super().__init__(
            T(
                f"{asset.name} is being fetched already; wait for it, or end the other",
                f"{asset.name} 正在获取中；请等待，或结束另一个任务",
            )
        )


class Cancelled(AssetError):
    """Whoever began it wants it no more."""

    def __init__(self, asset: Asset) -> None:
        super().__init__(T(f"{asset.name}: fetching was cancelled", f"{asset.name}：已取消获取"))


class Wrong(AssetError):
    """What came is not the file; another address may have it."""


class NoRoom(AssetError):
    """The disk is full, or cannot be written."""


def by_hand(asset: Asset) -> T:
    """What one does where the network does not help."""
    return T(
        f"Or get the file elsewhere: lossland get {asset.name} --from FILE_OR_FOLDER.",
        f"也可从别处取得文件：lossland get {asset.name} --from FILE_OR_FOLDER。",
    )


def cannot_write(asset: Asset, error: OSError) -> NoRoom:
    """The data directory does not take it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoRoom(
            T(
                f"{asset.name}: the disk is full; it needs {asset.limit} bytes in the data directory. Make room and "
                "try again",
                f"{asset.name}：磁盘已满；数据目录中需要 {asset.limit} 字节。请腾出空间后重试",
            )
        )
    reason = error.strerror or str(error)
    return NoRoom(
        T(
            f"{asset.name}: the data directory cannot be written: {reason}",
            f"{asset.name}：无法写入数据目录：{reason}",
        )
    )


def too_large(file: File) -> Wrong:
    """It has more bytes than the file."""
    return Wrong(
        T(
            f"{file.name} has more than {file.limit} bytes: it is another file",
            f"{file.name} 超过 {file.limit} 字节：不是所需文件",
        )
    )


def cut_off(file: File, bytes_: int, expected: int) -> Wrong:
    """It ended too early."""
    return Wrong(
        T(
            f"{file.name} was cut off: {bytes_} of {expected} bytes came",
            f"{file.name} 不完整：只有 {expected} 字节中的 {bytes_} 字节",
        )
    )


def other_content(file: File, found: str) -> Wrong:
    """Its hash is another."""
    kind = {"sha256": "SHA-256", "md5": "MD5"}[file.pin.kind]
    return Wrong(
        T(
            f"{file.name} has other content: its {kind} is {found}, not {file.pin.value}",
            f"{file.name} 的内容不符：其 {kind} 为 {found}，应为 {file.pin.value}",
        )
    )


def other_format(file: File) -> Wrong:
    """It does not begin, or is not put together, as it should."""
    return Wrong(
        T(
            f"{file.name} is damaged or of another format than expected",
            f"{file.name} 已损坏，或格式与预期不同",
        )
    )
