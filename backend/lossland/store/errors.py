"""What can go wrong in the store."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from lossland.lab.text import T

DATABASE = "lossland.db"


class StoreError(Exception):
    """The store cannot be opened or would break a promise; the message is one line for whoever runs the server."""


class NoSuchRun(StoreError):
    """The run is not, or no longer, in the store."""


class DiskFull(StoreError):
    """There is no room to store anything; what could not be stored has left no trace."""

    def __init__(self) -> None:
        self.said = T(
            "The disk of the server is full: nothing can be stored until there is room again.",
            "服务器磁盘已满：腾出空间之前无法保存任何内容。",
        )
        super().__init__(self.said)


class StoreDamaged(StoreError):
    """A file of the store cannot be read or written, and not for want of room: nobody knows what it holds any more."""

    def __init__(self, file: str, reason: str) -> None:
        self.said = T(
            f"The server cannot use {file} in its data directory: {reason}. Its disk and the file's permissions need a "
            "look; where the file is damaged, stop the server and put a copy of the data directory in place, or choose "
            "another with --data-dir.",
            f"服务器无法使用数据目录中的 {file}：{reason}。请检查磁盘和文件权限；若文件已损坏，请停止服务器并换上数据目录的备份，"
            "或用 --data-dir 指定另一个目录。",
        )
        super().__init__(self.said)


_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
"""A quota that is used up is a write that failed; on some file systems the memory beside the database has no room first."""


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or what it was raised from, is the system's or SQLite's word for a full disk."""
    while error is not None:
        if isinstance(error, DiskFull):
            return True
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, sqlite3.Error):
            return getattr(error, "sqlite_errorcode", None) in _FULL
        error = error.__cause__
    return False


def told(error: Exception, data_dir: Path) -> Exception:
    """What those who asked something of the store in `data_dir` are told of an error that they have met there."""
    if is_full(error):
        return DiskFull()
    cause: BaseException | None = None if isinstance(error, StoreError) else error
    while cause is not None:
        if isinstance(cause, OSError):
            path = Path(cause.filename or data_dir / "runs")
            file = path.relative_to(data_dir) if path.is_relative_to(data_dir) else path
            return StoreDamaged(str(file), cause.strerror or str(cause))
        if type(cause) in (sqlite3.DatabaseError, sqlite3.OperationalError):  # the others are faults of the caller
            return StoreDamaged(DATABASE, str(cause))
        cause = cause.__cause__
    return error
