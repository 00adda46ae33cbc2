"""A real engine with a real cluster, in a thread of its own, and what its tests ask of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import psutil

from lossland.engine.engine import Engine
from lossland.registry import labs
from lossland.runs.blocks import rows
from lossland.runs.messages import Block, LogEntry
from lossland.runs.rows import RunRow
from lossland.store.store import Store
from tests.support.runs import driven, session

LAB = "linear-regression"
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


def defaults(**changes: Any) -> dict[str, Any]:
    """Complete parameters, some of them changed."""
    return labs()[LAB].Params(**changes).model_dump(mode="json")


def create(running: Running, **changes: Any) -> RunRow:
    """A run of the defaults, paused unless it is to play."""
    start = {"lab": LAB, "params": defaults(), "seed": 5, "play": False, "watched": False, **changes}
    return running.do(running.engine.create(**start))


def stored(running: Running, run: str) -> list[Block]:
    """The metrics that are stored of a run."""

    async def read() -> list[Block]:
        return [block async for block in running.store.blocks(run)]

    return running.do(read())


def values(blocks: list[Block]) -> dict[int, dict[str, float]]:
    """Present metrics by step; fails on a doubled or missing step."""
    steps: dict[int, dict[str, float]] = {}
    for block in blocks:
        found = rows(block)
        for i in range(block.n):
            assert block.first + i not in steps
            steps[block.first + i] = {name: float(row[i]) for name, row in found.items() if not np.isnan(row[i])}
    assert list(steps) == list(range(min(steps, default=1), min(steps, default=1) + len(steps)))
    return steps


def undisturbed(run: RunRow, log: list[LogEntry], steps: int) -> dict[int, dict[str, float]]:
    """The metrics of the same run, computed in this process without cluster, store or faults."""
    parts = driven(session(labs()[LAB], run.seed, run.start_params), steps, log, at_a_time=steps)
    return values([part.block for part in parts if part.block])


def worker_pids() -> list[int]:
    """Processes in which Dask workers live."""
    children = psutil.Process().children(recursive=True)
    return [child.pid for child in children if "spawn_main" in " ".join(child.cmdline()) and child.nice() > 0]


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 150.0) -> None:
    """Waits for what is seen from the row only."""
    async with asyncio.timeout(seconds):
        while not await condition():  # noqa: ASYNC110 - the row is polled as a REST caller would
            await asyncio.sleep(0.02)


def wait_for_step(running: Running, run: str, step: int) -> None:
    """Waits until so many steps are stored."""

    async def reached() -> bool:
        return (await running.engine.row(run)).step >= step

    running.do(until(reached))
