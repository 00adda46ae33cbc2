"""What is sent to workers that lack it: uploads of the store, and models of runs that are asked without being kept."""

from __future__ import annotations

from collections.abc import Iterable

from lossland.runs.messages import Upload
from lossland.store.store import Store

MOST_LENT = 16


class Uploads:
    """Finds uploads by id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lent: dict[str, Upload] = {}

    async def __call__(self, names: Iterable[str]) -> dict[str, Upload]:
        """Those of these ids; those that are gone are left out."""
        found = {}
        for name in names:
            if name in self._lent:
                found[name] = self._lent[name]
            elif (stored := await self._store.dataset(name)) is not None:
                found[name] = stored.upload
        return found

    def lend(self, name: str, upload: Upload) -> None:
        """Has one that is not stored; the oldest go when there are many."""
        self._lent[name] = upload
        while len(self._lent) > MOST_LENT:
            del self._lent[next(iter(self._lent))]
