"""Who wants a run: readers of its stream, and callers who ask something of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from lossland.engine.hub import Hub


class Audience:
    """Wakes the course of a run when somebody comes or goes."""

    def __init__(self, hub: Hub, wake: asyncio.Event, look: Callable[[], None]) -> None:
        self._hub = hub
        self._wake = wake
        self._look = look
        self._callers = 0
        self._alone_since: float | None = None
        hub.on_readers = self._readers_changed
        self.watch()

    @property
    def there(self) -> bool:
        """Whether there is anybody."""
        return bool(self._callers or self._hub.readers)

    @property
    def alone(self) -> float:
        """Seconds without readers, at most since somebody had the run played."""
        return 0.0 if self._alone_since is None else monotonic() - self._alone_since

    def watch(self) -> None:
        """A run that only its readers want goes on for a while from now without any."""
        self._alone_since = None if self._hub.readers else monotonic()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Somebody asks something of the run: it is not let go meanwhile."""
        self._callers += 1
        try:
            yield
        finally:
            self._callers -= 1
            self._wake.set()

    def _readers_changed(self) -> None:
        self.watch()
        self._look()
        self._wake.set()
