"""Whether a directory can hold the store."""

from __future__ import annotations

import tempfile
from pathlib import Path

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


def file_system(directory: Path) -> str:
    """The type of file system `directory` lies on, "" where the system does not tell."""
    import psutil  # imported here: it costs 15 ms that `import lossland.api` can save

    resolved = directory.resolve()
    mounts = [part for part in psutil.disk_partitions(all=True) if resolved.is_relative_to(Path(part.mountpoint))]
    return max(mounts, key=lambda part: len(part.mountpoint)).fstype.lower() if mounts else ""
