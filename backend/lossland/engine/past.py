"""Event streams of runs that are over, or that can only be viewed: each ends after its backlog."""

from __future__ import annotations

from lossland.engine.hub import Hub
from lossland.runs.rows import RunRow
from lossland.store.store import Store

MOST = 64
"""Streams that are kept for the next reader."""


class Past:
    """The newest of them by run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hubs: dict[str, Hub] = {}

    async def hub(self, row: RunRow, *, resumable: bool) -> Hub:
        """The stream of a run."""
        if row.id not in self._hubs:
            hub = Hub(lambda after: self._store.blocks(row.id, after), lambda: row, resumable=resumable)
            frame = await self._store.frame(row.id, row.step)
            if frame is not None:
                hub.publish_frame(frame)
            hub.publish_state(ended=True)
            self._hubs[row.id] = hub
            if len(self._hubs) > MOST:
                self._hubs.pop(next(iter(self._hubs)))
        return self._hubs[row.id]

    def forget(self, run: str) -> None:
        """The run is described otherwise now."""
        self._hubs.pop(run, None)

    def delete(self, run: str) -> None:
        """Tells readers that the run is gone."""
        hub = self._hubs.pop(run, None)
        if hub is not None:
            hub.publish_deleted()
