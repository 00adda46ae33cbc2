"""Room that is kept for deletions: on a disk that is full they need some before they give any back."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BYTES = 16 * 2**20
"""Enough for the rows of an hour of slices, which SQLite writes once more when they go."""
_PIECE = 2**20


class Reserve:
    """A file that takes its room while there is some, and is given up where a deletion finds none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._whole = False

    def take(self) -> None:
        """Makes the file whole where that leaves as much room again: what is given back is not for the reserve first."""
        with contextlib.suppress(OSError):
            if not self._whole and shutil.disk_usage(self.path.parent).free >= 2 * (BYTES - self._size()):
                self._fill(BYTES)

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Its room is free meanwhile; what is left of it is taken again."""
        before = self._size()
        self._whole = False
        self.path.unlink(missing_ok=True)
        try:
            yield
        finally:
            self._fill(before)

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def _fill(self, size: int) -> None:
        with contextlib.suppress(OSError), self.path.open("ab", buffering=0) as file:
            piece = os.urandom(_PIECE)  # zeros would take no room where the file system compresses
            while file.tell() < size:
                file.write(piece[: size - file.tell()])
            self._whole = size >= BYTES
