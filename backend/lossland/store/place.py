"""Whether a directory can hold the store."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from lossland.store.errors import StoreError

NETWORK = frozenset(
    ["afs", "afpfs", "beegfs", "ceph", "cifs", "gfs2", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"],
)
"""File systems on which SQLite's write-ahead log is unsafe: its shared memory does not cross machines."""


def check_place(directory: Path) -> None:
    """Creates `directory`; raises `StoreError` where it is not writable or lies on a network file system."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        raise StoreError(f"data directory {directory} is not writable: {error.strerror or error}") from error
    kind = file_system(directory)
    if kind in NETWORK or kind.startswith(("fuse.sshfs", "fuse.gluster")):
        raise StoreError(
            f"data directory {directory} is on a network file system ({kind}); choose a local disk with --data-dir"
        )


def lock(directory: Path) -> BinaryIO:
    """The open file that reserves `directory` for this process until it is closed or the process ends, however it does.

    Raises `StoreError` where another process has it: two servers would both drive the same runs.
    """
    path = directory / "lock"
    try:
        file = path.open("ab")
    except OSError as error:
        raise StoreError(f"{path} cannot be opened: {error.strerror or error}") from error
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if isinstance(error, BlockingIOError | PermissionError):
            raise StoreError(
                f"data directory {directory} is in use by another server; stop that one or choose another with --data-dir"
            ) from error
        raise StoreError(
            f"data directory {directory} cannot be locked ({error.strerror or error}); choose a local disk with --data-dir"
        ) from error
    return file


def file_system(directory: Path) -> str:
    """The type of file system `directory` lies on, "" where the system does not tell."""
    import psutil  # imported here: it costs 15 ms that `import lossland.api` can save

    resolved = directory.resolve()
    mounts = [part for part in psutil.disk_partitions(all=True) if resolved.is_relative_to(Path(part.mountpoint))]
    return max(mounts, key=lambda part: len(part.mountpoint)).fstype.lower() if mounts else ""
