"""What an asset is: plain data, which the list and whatever reads it share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lossland.lab.text import T

Kind = Literal["data set", "weights", "paintings", "pairs", "vectors"]


@dataclass(frozen=True)
class Pin:
    """What says that a file is the one meant.

    `sha256` and `md5` are hashes of its bytes as published. `commit` is the Git commit in its address: nobody has
    published a hash of the file, so its size, where known, and its first bytes are checked, and of an archive that it
    is of this commit and whole.
    """

    kind: Literal["sha256", "md5", "commit"]
    value: str


@dataclass(frozen=True)
class File:
    """One file of an asset."""

    name: str
    """How it is called in the data directory, and on a mirror."""
    addresses: tuple[str, ...]
    pin: Pin
    size: int | None
    """Bytes; None where nobody has published them."""
    most: int = 0
    """Bytes after which fetching stops where the size is not known."""
    begins: bytes = b""
    """The first bytes of its format."""

    @property
    def limit(self) -> int:
        """Bytes that it has at the most."""
        return self.most if self.size is None else self.size


@dataclass(frozen=True)
class Asset:
    """Something that can be fetched."""

    name: str
    title: T
    about: T
    """What it is, for whoever chooses."""
    kind: Kind
    format: str
    licence: T
    attribution: T
    files: tuple[File, ...]

    @property
    def size(self) -> int | None:
        """Bytes of all files; None where one of them is not known."""
        return None if any(file.size is None for file in self.files) else self.limit

    @property
    def limit(self) -> int:
        """Bytes that all files have at the most."""
        return sum(file.limit for file in self.files)
