"""The engine as the API sees it: runs are created, driven, forked and watched; labs draw single frames."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from dataclasses import replace
from typing import Any, Literal

from lossland.engine.anywhere import anywhere
from lossland.engine.batches import Batches
from lossland.engine.cluster import Cluster, Workplace
from lossland.engine.driver import EFFECT_SECONDS, Driver
from lossland.engine.hub import Hub
from lossland.engine.library import Library
from lossland.engine.past import Past
from lossland.engine.uploads import Uploads
from lossland.lab.text import T
from lossland.runs.errors import NotResumable, RunEnded, UnknownKeyframe, UnknownRun
from lossland.runs.messages import ENDED, Device
from lossland.runs.reasons import ended, message, no_fork, no_keyframe, no_run, not_drawn
from lossland.runs.rows import RunRow, now
from lossland.store.errors import DiskFull, StoreDamaged, StoreError
from lossland.store.store import Store

logger = logging.getLogger(__name__)

Keep = Literal["keep"]


class Engine:
    """Owns the cluster and one driver per run that is not over. Used from one event loop."""

    def __init__(self, store: Store, *, scheduler: str | None = None, workers: int | None = None) -> None:
        self._store = store
        self._cluster = Cluster(scheduler, workers, store.data_dir)
        self._drivers: dict[str, Driver] = {}
        self._deleting: set[str] = set()
        self._past = Past(store)
        self._housekeeping: set[asyncio.Task[Any]] = set()
        self.library = Library()
        self.uploads = Uploads(store)
        self.batches = Batches(self._cluster, self.uploads)

    async def start(self) -> None:
        """Starts the cluster, the import of the labs (in a thread) and the runs that were going on."""
        self.library.start()
        await self._cluster.start()
        for row in await self._store.unfinished():
            if row.state != "paused":  # those are taken up when somebody asks for them
                self._keep(asyncio.create_task(self._resume(row)))

    def end_streams(self) -> None:
        """Lets go of all readers."""
        for driver in self._drivers.values():
            driver.hub.close()

    async def close(self) -> None:
        """Stops driving; runs stay as they are stored and go on when the server is started again."""
        self.library.close()
        for task in self._housekeeping:
            task.cancel()
        await self.batches.close()
        await asyncio.gather(*(driver.close() for driver in self._drivers.values()))
        await self._cluster.close()

    @property
    def workers(self) -> list[Workplace]:
        """The workers that are warm."""
        return list(self._cluster.places.values())

    @property
    def live_runs(self) -> int:
        """Runs that have a driver."""
        return len(self._drivers)

    async def frame(self, lab: str, params: dict[str, Any], seed: int) -> bytes:
        """The start frame of a lab as JSON, from the worker with the fewest runs."""

        drawn: bytes = await self.anywhere("frame", lab, params, seed, unanswered=not_drawn(lab))
        return drawn

    async def anywhere(self, method: str, *args: Any, unanswered: T) -> Any:
        """The answer of the worker that has least to do, which is sent the uploads that it lacks."""
        return await anywhere(self._cluster, lambda place: place.ask(method, *args, assets=self.uploads), unanswered)

    async def create(
        self,
        *,
        lab: str,
        params: dict[str, Any],
        seed: int,
        play: bool,
        watched: bool,
        device: Device = "auto",
        holder: str = "",
        name: str | None = None,
        datasets: list[str] | None = None,
        speed: float | None = None,
        max_steps: int = 10_000_000,
    ) -> RunRow:
        """Stores a new run and begins to drive it. `params` are complete and valid."""
        row = RunRow(
            id=secrets.token_urlsafe(12),
            lab=lab,
            holder=holder,
            seed=seed,
            device=device,
            start_params=params,
            params=params,
            state="playing" if play else "queued",
            watched=watched,
            speed=speed,
            max_steps=max_steps,
            source_hash=await self.library.source_hash(lab),
            created=now(),
            name=name,
            datasets=datasets or [],
        )
        await self._store.create(row)
        self._drive(row)
        return row

    def shown(self, row: RunRow) -> RunRow:
        """A stored run as it stands now."""
        return self._drivers[row.id].row if row.id in self._drivers else row

    async def row(self, run: str) -> RunRow:
        """The run as it stands."""
        driver = self._drivers.get(run)
        if driver is not None and run not in self._deleting:
            return driver.row
        row = None if run in self._deleting else await self._store.run(run)
        if row is None:
            raise UnknownRun(no_run(run))
        return row

    async def control(
        self,
        run: str,
        action: Literal["play", "pause", "step", "stop"] | None,
        steps: int = 1,
        speed: float | Keep | None = "keep",
    ) -> RunRow:
        """Plays, pauses, steps or stops a run, or sets its speed; returns when that holds. One that is over rests already."""
        try:
            driver = await self._driver(run)
        except RunEnded:
            if action in ("play", "step"):
                raise
            return await self.row(run)
        with driver.asked():
            if speed != "keep":
                await driver.speed(speed)
            match action:
                case "play":
                    await driver.play()
                case "pause":
                    await driver.pause()
                case "step":
                    await driver.step(steps)
                case "stop":
                    await driver.stop()
        return driver.row

    async def change(self, run: str, params: dict[str, Any]) -> RunRow:
        """Replaces some live and view parameters of a run (valid beside its others); returns when they are in force."""
        return await self._control(run, "params", params)

    async def act(self, run: str, action: dict[str, Any]) -> RunRow:
        """Applies an action of the run's lab. Raises `ActionRefused` in the lab's words."""
        return await self._control(run, "action", action)

    async def _control(self, run: str, kind: Literal["params", "action"], value: dict[str, Any]) -> RunRow:
        driver = await self._driver(run)
        with driver.asked():
            await driver.control(kind, value)
        return driver.row

    async def fork(self, run: str, step: int, holder: str) -> RunRow:
        """A paused child of `run` from the keyframe at or before `step`. No worker is waited for: see `begun`."""
        parent = await self.row(run)
        await self.library.check(parent)
        if min(step, parent.step) >= parent.max_steps:
            raise RunEnded(no_fork(run, parent.max_steps))
        child = replace(
            parent,
            id=secrets.token_urlsafe(12),
            holder=holder,
            state="queued",
            parent=parent.id,
            message=None,
            created=now(),
            updated=now(),
            pinned=False,
        )
        try:
            checkpoint = await self._store.copy_fork(parent.id, child, step)
        except (DiskFull, StoreDamaged):
            raise
        except StoreError as error:
            raise UnknownKeyframe(no_keyframe(run, step)) from error
        stored = await self._store.update(child.id, params=checkpoint.params)
        return self._drive(stored).row

    async def begun(self, run: str) -> None:
        """Waits until a run that was just made has its first picture; for one that is not driven there is no waiting."""
        driver = self._drivers.get(run)
        if driver is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EFFECT_SECONDS):
                    await driver.begun.wait()

    async def describe(self, run: str, **columns: str | bool | None) -> RunRow:
        """Sets the `name` or `pinned` of a run, which may be over."""
        row = None
        if run not in self._drivers:
            row = await self._store.update(run, **columns)
            self._past.forget(run)  # now, since a stream that was opened meanwhile has the older words
        driver = self._drivers.get(run)
        if driver is None:
            assert row is not None
            return row
        with driver.asked():
            await driver.describe(**columns)  # also where the run was taken up in the meantime, with its older row
        return driver.row

    async def delete(self, run: str) -> None:
        """Ends a run and removes all that is stored of it."""
        await self.row(run)
        self._deleting.add(run)  # from here on nobody else finds it
        try:
            driver = self._drivers.pop(run, None)
            if driver is not None:
                await driver.close(gone=True)
            await self._store.delete(run)
        except StoreError:
            if driver is not None:
                driver.hub.close()  # its readers ask again
                self._drive(driver.row)
            raise
        finally:
            self._deleting.discard(run)
        if driver is not None:
            driver.hub.publish_deleted()
        self._past.delete(run)

    async def hub(self, run: str) -> Hub:
        """The run's event stream. That of a run that is over, or can only be viewed, ends after its backlog."""
        driver = self._drivers.get(run)
        if driver is not None:
            return driver.hub
        row = await self.row(run)
        fits = await self.library.fits(row)
        if row.state not in ENDED and fits:
            return (await self._driver(run)).hub
        return await self._past.hub(row, resumable=fits)

    async def _driver(self, run: str) -> Driver:
        if run not in self._drivers:
            row = await self.row(run)
            if row.state in ENDED:
                raise RunEnded(ended(run, row.state))
            await self.library.check(row)
            if run not in self._drivers:
                self._drive(row)
        return self._drivers[run]

    def _drive(self, row: RunRow) -> Driver:
        driver = Driver(row, self._store, self._cluster, self.uploads, self._ended)
        self._drivers[row.id] = driver
        return driver

    def _ended(self, driver: Driver) -> None:
        self._drivers.pop(driver.row.id, None)
        self._keep(asyncio.create_task(self._store.evict()))

    async def _resume(self, row: RunRow) -> None:
        """Takes up a run after a restart of the server."""
        try:
            await self._driver(row.id)
        except NotResumable as error:
            await self._store.update(row.id, state="paused", message=message(error.said))

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._housekeeping.add(task)
        task.add_done_callback(self._kept)

    def _kept(self, task: asyncio.Task[Any]) -> None:
        self._housekeeping.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.warning("housekeeping: %s", task.exception())
