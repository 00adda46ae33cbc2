"""What the routes work with: settings, store, catalogue and, as soon as it has started, the engine."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lossland.api.problems import Problem
from lossland.assets.fetching import Fetching
from lossland.lab.text import T
from lossland.lab.trained import Task
from lossland.settings import Settings

if TYPE_CHECKING:
    from lossland.engine.engine import Engine
    from lossland.store import Store

logger = logging.getLogger(__name__)

Catalogue = dict[str, Any]
STATIC = Path(__file__).parent.parent / "static"


class Services:
    """One server's parts. The store is there when the server listens, the engine a second later."""

    def __init__(
        self, settings: Settings, store: Store, make_engine: Callable[[Settings, Store], Engine] | None = None
    ) -> None:
        self.settings = settings
        self.store = store
        self.creating = asyncio.Lock()
        """Held while limits are checked and what they count is made: runs, playing ones, tables."""
        self.asked: dict[tuple[str, int], tuple[str, Task | None]] = {}
        """Runs whose network was asked, at which keyframe: what the engine knows it by, and its task."""
        self.fetching = Fetching(settings.data_dir, settings.mirror)
        self._make_engine = make_engine
        self._engine: asyncio.Task[Engine] | None = None
        self._catalogue: asyncio.Task[Catalogue] | None = None

    def start(self) -> None:
        """Begins to start the engine; requests that need it wait for it."""
        self._engine = asyncio.create_task(self._start_engine())
        self._engine.add_done_callback(_log_failure)

    def end_streams(self) -> None:
        """Ends the answers that would never end by themselves: a server that stops waits for all others."""
        engine = self.engine_now()
        if engine is not None:
            engine.end_streams()

    async def close(self) -> None:
        """Stops what is fetched and the engine, then closes the store."""
        await asyncio.to_thread(self.fetching.close)
        if self._engine is not None:
            if not self._engine.done():
                self._engine.cancel()
            started = (await asyncio.gather(self._engine, return_exceptions=True))[0]
            if not isinstance(started, BaseException):
                await started.close()
        if self._catalogue is not None:
            self._catalogue.cancel()
        await self.store.close()

    async def engine(self) -> Engine:
        """The engine. 503 where it could not be started."""
        assert self._engine is not None
        try:
            return await asyncio.shield(self._engine)
        except (OSError, RuntimeError) as error:  # Dask reports a cluster that cannot begin as either
            raise Problem(
                503, "no-engine", T(f"the engine could not be started: {error}", f"引擎无法启动：{error}")
            ) from error

    def engine_now(self) -> Engine | None:
        """The engine if it has started already."""
        if self._engine is None or not self._engine.done() or self._engine.cancelled() or self._engine.exception():
            return None
        return self._engine.result()

    async def catalogue(self) -> Catalogue:
        """The catalogue: from the build where it fits the source, else made in a thread at the first request."""
        if self._catalogue is None:
            self._catalogue = asyncio.create_task(asyncio.to_thread(_load_catalogue))
        return await asyncio.shield(self._catalogue)

    async def _start_engine(self) -> Engine:
        if self._make_engine is not None:
            engine = self._make_engine(self.settings, self.store)
        else:
            # distributed takes most of a second to import; meanwhile the page is served
            module = await asyncio.to_thread(importlib.import_module, "lossland.engine.engine")
            engine = module.Engine(self.store, scheduler=self.settings.scheduler, workers=self.settings.workers)
        await engine.start()
        return engine


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and task.exception() is not None:
        logger.error("the engine could not be started: %s", task.exception())


def _load_catalogue() -> Catalogue:
    from lossland.catalogue import load

    return load(STATIC / "catalogue.json")
