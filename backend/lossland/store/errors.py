"""What can go wrong in the store."""

from __future__ import annotations

import errno
import sqlite3

from lossland.lab.text import T


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
