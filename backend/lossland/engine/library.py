"""The labs in the server's own process, imported in a thread while it already serves, and whether runs still fit them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lossland.runs.errors import NotResumable
from lossland.runs.reasons import changed_source
from lossland.runs.rows import RunRow

if TYPE_CHECKING:
    from lossland.registry import AnyLab


class Library:
    """All labs by slug, once they are imported."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self._labs: asyncio.Task[Mapping[str, AnyLab]] | None = None

    def start(self) -> None:
        """Begins to import them."""
        self._labs = asyncio.create_task(asyncio.to_thread(_import_labs))
        self._labs.add_done_callback(lambda _: self.ready.set())

    def close(self) -> None:
        """Nobody waits for them any more."""
        if self._labs is not None:
            self._labs.cancel()

    async def labs(self) -> Mapping[str, AnyLab]:
        """All labs; waits for their import."""
        assert self._labs is not None, "the engine has not been started"
        return await asyncio.shield(self._labs)

    async def source_hash(self, lab: str) -> str:
        """Hash of a lab's source; empty where there is no such lab any more."""
        from lossland.source import source_hash

        found = (await self.labs()).get(lab)
        return source_hash(found) if found else ""

    async def fits(self, row: RunRow) -> bool:
        """Whether the lab's source is still the one that the run was computed with."""
        return row.source_hash == await self.source_hash(row.lab)

    async def check(self, row: RunRow) -> None:
        """Raises `NotResumable` where it is another."""
        if not await self.fits(row):
            raise NotResumable(changed_source(row.lab, row.id))


def _import_labs() -> Mapping[str, AnyLab]:
    from lossland.registry import labs
    from lossland.source import source_hash

    found = labs()
    for lab in found.values():
        source_hash(lab)
    return found
