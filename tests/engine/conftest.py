"""A real engine with a real cluster, in a thread of its own, shared by the tests of a module."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import dask
import pytest

from lossland.engine.engine import Engine
from lossland.store.store import Store

R = TypeVar("R")


class Running:
    """An engine on an event loop in a thread; `do` runs a coroutine there and waits for it."""

    def __init__(self, data_dir: Path, workers: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.do(self._open(data_dir, workers))

    async def _open(self, data_dir: Path, workers: int) -> None:
        self.store = await Store.open(data_dir)
        self.engine = Engine(self.store, workers=workers)
        await self.engine.start()
        async with asyncio.timeout(180):
            while len(self.engine.workers) < workers:  # noqa: ASYNC110 - as a caller of `health` would
                await asyncio.sleep(0.02)

    def do(self, coroutine: Coroutine[Any, Any, R], seconds: float = 180.0) -> R:
        """The result of a coroutine that runs on the engine's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(seconds)

    def close(self) -> None:
        """Stops the engine and its loop."""
        self.do(self.engine.close())
        self.do(self.store.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with dask.config.set({"distributed.deploy.lost-worker-timeout": "50ms"}):  # no setting of Dask's costs a worker
        running = Running(tmp_path_factory.mktemp("data"), workers=1)
        yield running
        running.close()
