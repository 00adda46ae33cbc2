"""What parameters refer to, as a worker keeps it: orders carry hashes, and each asset travels to a worker once."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from lossland.lab.references import references
from lossland.runs.messages import Upload
from lossland.runs.references import AssetsMissing
from lossland.uploads.loaded import Value, loaded, size

MOST_BYTES = 512 * 2**20
"""Of the assets that a worker keeps besides those that its runs hold."""


class Assets:
    """The newest of them by content hash."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: dict[str, Value] = {}
        """The longest unused first."""

    def keep(self, uploads: Mapping[str, Upload]) -> None:
        """Takes assets in; those that nobody has asked for the longest make room."""
        self._kept |= {name: loaded(upload) for name, upload in uploads.items()}
        while len(self._kept) > 1 and sum(map(size, self._kept.values())) > self._most:
            del self._kept[next(iter(self._kept))]

    def one(self, name: str, *, complete: bool) -> Value | None:
        """The asset of that id, None where there is none. Raises `AssetsMissing` unless it was sent already (`complete`)."""
        if name in self._kept:
            self._kept[name] = self._kept.pop(name)
        elif not complete:
            raise AssetsMissing((name,))
        return self._kept.get(name)

    def of(self, p: BaseModel, *, complete: bool) -> dict[str, Value]:
        """What `p` refers to. Raises `AssetsMissing` unless all that exists was sent already (`complete`)."""
        names = dict.fromkeys(map(str, references(p)))
        missing = tuple(name for name in names if name not in self._kept)
        if missing and not complete:
            raise AssetsMissing(missing)
        found = {name: self._kept.pop(name) for name in names if name in self._kept}
        self._kept |= found
        return found
