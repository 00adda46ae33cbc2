"""An engine whose only worker lives in this process: its calls can be held up, and what it holds can be looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from lossland.engine.actor import Workshop
from lossland.engine.cluster import Cluster, Workplace
from lossland.engine.engine import Engine
from lossland.runs.errors import WorkerLost
from lossland.runs.messages import Device, Numerics
from lossland.runs.rows import RunRow
from lossland.store.store import Store
from tests.engine.running import LAB, defaults


class NearCluster(Cluster):
    """One workplace, there at once and never watched."""

    def __init__(self) -> None:
        super().__init__(None, 1)
        self.workshop = Workshop()
        self.losses: list[WorkerLost] = []

    async def start(self) -> None:
        """Puts the workshop to work."""
        self.places["near"] = Workplace("near", self.workshop, await self.workshop.warm())

    async def close(self) -> None:
        """There is nothing to end."""

    async def pick(self, device: Device, numerics: Numerics | None = None, *, seconds: float = 60.0) -> Workplace:
        """The one."""
        return self.places["near"]

    async def lose(self, place: Workplace, why: WorkerLost) -> None:
        """Remembers why; the same workplace is there again."""
        self.losses.append(why)


class Near:
    """The engine, its store and its worker."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.cluster = NearCluster()
        self.engine = Engine(store)
        self.engine._cluster = self.cluster
        self.workshop = self.cluster.workshop

    async def create(self, **changes: Any) -> RunRow:
        """A run of the defaults that has begun, paused unless it is to play."""
        start = {"lab": LAB, "params": defaults(), "seed": 5, "play": False, "watched": False, **changes}
        row = await self.engine.create(**start)
        await self.engine.begun(row.id)
        return row

    def hold(self, method: str) -> Held:
        """Holds the next call of a method of the worker until it is let go."""
        held = Held(getattr(self.workshop, method))
        vars(self.workshop)[method] = held.call
        return held


class Held:
    """A call that waits on its way: `reached` says that it does, `go` lets it on."""

    def __init__(self, method: Callable[..., Awaitable[Any]]) -> None:
        self._method = method
        self._first = True
        self.given: tuple[tuple[Any, ...], dict[str, Any]] = ((), {})
        self.reached = asyncio.Event()
        self.go = asyncio.Event()

    async def call(self, *args: Any, **options: Any) -> Any:
        """The first call waits; those after it pass."""
        if self._first:
            self._first = False
            self.given = (args, options)
            self.reached.set()
            await self.go.wait()
        return await self._method(*args, **options)


def near(folder: Path, work: Callable[[Near], Awaitable[None]]) -> None:
    """Runs `work` with such an engine, then closes it."""

    async def whole() -> None:
        store = await Store.open(folder)
        here = Near(store)
        await here.engine.start()
        try:
            async with asyncio.timeout(180):
                await work(here)
        finally:
            await here.engine.close()
            await store.close()

    asyncio.run(whole())
