"""The workers: Dask's own `LocalCluster`, or an existing scheduler, with one resident actor on each worker."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import dask
from distributed import Client, LocalCluster, Nanny

from lossland.assets.here import VARIABLE
from lossland.engine.actor import Workshop
from lossland.lab.text import T
from lossland.runs.errors import NoWorker, WorkerLost, WorkerSilent
from lossland.runs.messages import Device, Numerics, Upload
from lossland.runs.references import AssetsMissing

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 10.0
"""A worker that has not answered this long after its slice's budget is asked what it is at, and has as long again."""
LONGEST_SECONDS = 60.0
"""One that has been at the same job for so long is taken for stopped, too: its lab may never come back."""
WARM_SECONDS = 120.0
WATCH_SECONDS = 1.0
MOST_RESTING = 32
"""Runs that a worker keeps at hand though nobody reads or asks for anything."""
PRELOAD = "lossland.engine.preload"

ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
}
"""One thread per worker gives the same bits every time; the thresholds keep drawing from handing memory back to the
system and fetching it again, page by page: a picture of six layers of 64 takes half the time."""

CONFIGURATION = {
    "distributed.nanny.pre-spawn-environ": ENVIRONMENT,
    "distributed.comm.timeouts.connect": "10s",
    "distributed.deploy.lost-worker-timeout": "3650 days",
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.limit": "10s",
    "distributed.admin.system-monitor.interval": "10s",
}
"""Dask without the clocks that wake a worker fifty times a second: each takes the interpreter from the computing thread.

A local cluster looks again a while after it has lost a worker, and if there happens to be none at that moment (a second
one was lost) closes the nanny that is about to bring it back, for good; nannies alone decide here.
"""


OWN = {"distributed.comm.timeouts.connect": "60s"}
"""While a cluster of one's own begins: the labs are imported meanwhile, and on a busy machine nothing else has its turn."""


@dataclass(eq=False)
class Workplace:
    """A warm worker: its address, its actor, the runs it holds, those of them that are not paused, and the pictures asked."""

    address: str
    actor: Any
    numerics: Numerics
    runs: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    rest: dict[str, asyncio.Timeout] = field(default_factory=dict)
    """Those that nobody reads or asks for anything, the longest first, and until when each may stay."""
    frames: int = 0

    @property
    def cuda(self) -> bool:
        return self.numerics.kind == "cuda"

    def take(self, run: str) -> None:
        """Holds a run."""
        self.runs.add(run)

    def drop(self, run: str) -> None:
        """Holds it no longer."""
        self.runs.discard(run)
        self.busy.discard(run)

    def note(self, run: str, *, busy: bool) -> None:
        """Whether a run that it holds computes now: only those share its time."""
        (self.busy.add if busy else self.busy.discard)(run)

    @contextmanager
    def resting(self, run: str, until: asyncio.Timeout) -> Iterator[None]:
        """A run that it holds rests meanwhile. Where too many do, the one that has rested longest goes now."""
        self.rest[run] = until
        if len(self.rest) > MOST_RESTING:
            oldest = self.rest.pop(next(iter(self.rest)))
            if not oldest.expired():  # else it goes already
                oldest.reschedule(asyncio.get_running_loop().time())
        try:
            yield
        finally:
            self.rest.pop(run, None)

    async def call(self, method: str, *args: Any, seconds: float = ANSWER_SECONDS, **options: Any) -> Any:
        """The actor's answer, or the `EngineError` that it raises; `WorkerLost` when the worker has died or is silent.

        One that has not answered for `seconds` and is at work is waited for: others may be before this call, and on a busy
        machine work takes longer.
        """
        began = monotonic()
        answer: asyncio.Future[Any] | None = None
        try:
            answer = asyncio.ensure_future(getattr(self.actor, method)(*args, **options))
            idle = 0
            while not (await asyncio.wait([answer], timeout=seconds))[0]:
                async with asyncio.timeout(ANSWER_SECONDS):
                    taken = await self.actor.alive()
                idle = idle + 1 if taken is None else 0
                if idle > 1 or (taken or 0.0) > LONGEST_SECONDS:  # it does not come, or the call has not come there
                    raise TimeoutError
            return answer.result()
        except TimeoutError as error:
            raise WorkerSilent(f"{self.address} has not answered for {monotonic() - began:.0f} s") from error
        except (OSError, RuntimeError, KeyError) as error:
            raise WorkerLost(f"{self.address}: {type(error).__name__}: {error}") from error
        finally:
            if answer is not None:
                answer.cancel()

    async def ask(
        self,
        method: str,
        *args: Any,
        assets: Callable[[Iterable[str]], Awaitable[dict[str, Upload]]],
        seconds: float = ANSWER_SECONDS,
    ) -> Any:
        """`call` of what may refer to assets: those that the worker lacks are sent, then it is asked again."""
        try:
            return await self.call(method, *args, seconds=seconds)
        except AssetsMissing as missing:
            await self.call("keep", await assets(missing.names), seconds=seconds)
            return await self.call(method, *args, complete=True, seconds=seconds)


class Cluster:
    """Keeps a list of warm workplaces, one per worker that the scheduler knows."""

    def __init__(self, scheduler: str | None, workers: int | None, data_dir: Path = Path("data")) -> None:
        self._scheduler = scheduler
        self._data_dir = data_dir
        self._count = workers or max(1, (os.cpu_count() or 2) - 1)
        self._stack = AsyncExitStack()
        self._client: Any = None
        self._watching: asyncio.Task[None] | None = None
        self._warming: dict[str, asyncio.Task[None]] = {}
        self._changed = asyncio.Condition()
        self.places: dict[str, Workplace] = {}

    async def start(self) -> None:
        """Starts the local cluster or joins the scheduler. Raises `OSError` when there is none at that address."""
        dask.config.set(CONFIGURATION)
        with dask.config.set(OWN if self._scheduler is None else {}):
            target = self._scheduler or await self._stack.enter_async_context(self._local())
            client = Client(target, asynchronous=True)  # type: ignore[no-untyped-call]
            self._client = await client
        self._stack.push_async_callback(client.close)
        self._watching = asyncio.create_task(self._watch())

    def _local(self) -> Any:
        return LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=self._count,
            threads_per_worker=1,
            processes=True,
            security=True,
            dashboard_address="127.0.0.1:0",
            asynchronous=True,
            silence_logs=logging.ERROR,
            preload=PRELOAD,
            memory_limit=0,
            env={VARIABLE: str(self._data_dir.resolve())},
        )

    async def close(self) -> None:
        """Ends the watch and the local cluster."""
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it reports its own closing as errors
        for task in [*self._warming.values(), *([self._watching] if self._watching else [])]:
            task.cancel()
        await self._stack.aclose()

    async def pick(self, device: Device, numerics: Numerics | None = None, *, seconds: float = 60.0) -> Workplace:
        """The workplace with the fewest busy runs that has the device, with these numerics if there is one. Waits for it."""

        def rank(place: Workplace) -> tuple[bool, bool, int, int]:
            other = numerics is not None and numerics != place.numerics
            return other, device == "auto" and not place.cuda, len(place.busy) + place.frames, len(place.runs)

        try:
            async with asyncio.timeout(seconds):
                await self.offered(device)
        except TimeoutError as error:
            raise NoWorker(
                T(
                    f"no worker with device {device!r} is there; {len(self.places)} workers are",
                    f"没有设备为 {device!r} 的计算进程；现有 {len(self.places)} 个计算进程",
                )
            ) from error
        return min(self._fitting(device), key=rank)

    async def offered(self, device: Device) -> None:
        """Waits until there is a workplace that has the device."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._fitting(device))

    def _fitting(self, device: Device) -> list[Workplace]:
        return [place for place in self.places.values() if device != "cuda" or place.cuda]

    async def settle(self, seconds: float = 5.0) -> None:
        """Waits until as many workers are warm as have been asked for, at most so long."""
        wanted = self._count if self._scheduler is None else 1
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: len(self.places) >= wanted)
        except TimeoutError:
            logger.warning("%d of %d workers are back after %g s", len(self.places), wanted, seconds)

    async def lose(self, place: Workplace, why: WorkerLost) -> None:
        """Forgets a workplace; has its nanny replace a worker that is silent rather than dead."""
        async with self._changed:
            known = self.places.pop(place.address, None) is not None
        if known and isinstance(why, WorkerSilent):
            logger.warning("restarting %s", place.address)
            try:
                await self._client.restart_workers([place.address], timeout=30, raise_for_error=False)
            except (OSError, ValueError, TimeoutError) as error:
                logger.warning("restart of %s: %s", place.address, error)

    async def _watch(self) -> None:
        while True:
            try:
                known = set((await self._client.scheduler.identity())["workers"])
            except (OSError, KeyError, AttributeError) as error:
                logger.warning("the scheduler does not answer: %s", error)
                known = set(self.places)
            for address in set(self.places) - known:
                async with self._changed:
                    self.places.pop(address, None)
            for address in known - set(self.places) - set(self._warming):
                self._warming[address] = asyncio.create_task(self._warm(address))
            await asyncio.sleep(WATCH_SECONDS)

    async def _warm(self, address: str) -> None:
        """Puts an actor on a new worker and waits until it has imported the labs."""
        try:
            async with asyncio.timeout(WARM_SECONDS):
                future = self._client.submit(Workshop, actor=True, workers=[address], pure=False)
                actor = await future
                numerics = await actor.warm()
            async with self._changed:
                self.places[address] = Workplace(address, actor, numerics)
                self._changed.notify_all()
            logger.info("worker %s is warm: %s", address, numerics)
        except (OSError, RuntimeError, TimeoutError, ValueError) as error:
            logger.warning("worker %s did not warm up: %s: %s", address, type(error).__name__, error)
        finally:
            self._warming.pop(address, None)


async def run_worker(address: str, *, retry_seconds: float = 5.0) -> None:
    """A worker that joins the scheduler at `address`, and joins it again whenever it goes away. Never returns."""
    dask.config.set(CONFIGURATION)
    while True:
        try:
            async with Nanny(address, nthreads=1, preload=PRELOAD, memory_limit=0, death_timeout=30) as nanny:
                await nanny.finished()
        except (OSError, TimeoutError, RuntimeError, ValueError) as error:
            logger.warning("no scheduler at %s (%s); trying again in %g s", address, error, retry_seconds)
        await asyncio.sleep(retry_seconds)
