"""The course of one run: a task that keeps its worker asked, and has stored and published what comes back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from time import monotonic

from lossland.engine.controls import Controls
from lossland.engine.flight import Flight
from lossland.engine.opening import opening
from lossland.engine.orders import Orders
from lossland.engine.seat import Seat
from lossland.engine.standing import Standing
from lossland.lab.text import T
from lossland.runs.errors import LabFault, NotResumable, NoWorker, RunEnded, StartRefused, WorkerLost
from lossland.runs.messages import RunState, Slice
from lossland.runs.reasons import (
    Message,
    ended,
    failure_message,
    finished,
    internal_error,
    lab_failed,
    message,
    not_started,
    other_numerics,
    worker_lost,
)
from lossland.store.errors import DiskFull

logger = logging.getLogger(__name__)

DEATHS = 3
UNWATCHED_SECONDS = 60.0
ROOM_SECONDS = 2.0
"""How often a run that found the disk full looks for room."""


class Course:
    """`live` is the task; the other methods may be called beside it, from the same event loop."""

    def __init__(
        self, standing: Standing, orders: Orders, seat: Seat, controls: Controls, on_end: Callable[[], None]
    ) -> None:
        self._standing = standing
        self._orders = orders
        self._seat = seat
        self._controls = controls
        self._on_end = on_end
        self._flight = Flight()
        self._wake = asyncio.Event()
        self._deaths = 0
        self._progress = standing.row.step
        self._unwatched_since: float | None = None
        standing.hub.on_readers = self._readers_changed
        self.watch()

    # what callers ask

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    def watch(self) -> None:
        """A run that only its readers want goes on for a while from now without any."""
        self._unwatched_since = None if self._standing.hub.readers else monotonic()

    async def become(self, state: RunState, reason: Message | None = None) -> None:
        """Goes on in this state."""
        await self._standing.become(state, reason)
        self._wake.set()

    async def halt(self) -> None:
        """Has the worker stop between two steps; `drained` says when that holds."""
        if self._orders.resting:
            return
        self._orders.halt()
        self._standing.drained.clear()
        await self._seat.post((), self._orders.generation)
        self._wake.set()

    async def end(self, state: RunState, reason: Message | None) -> None:
        """Ends the run where it is stored."""
        run = self._standing.row.id
        await self._standing.end(state, reason)
        self._controls.refuse(RunEnded(ended(run, state)))
        self._wake.set()
        await self.leave()
        with contextlib.suppress(DiskFull):  # small blocks are as good as large ones
            await self._standing.store.compact(run)
        self._on_end()

    async def leave(self) -> None:
        """Has no worker work on the run any more."""
        await self._flight.drop()
        await self._seat.leave()

    # the task

    async def live(self) -> None:
        """Until the run ends."""
        while not self._standing.over:
            try:
                await self._open()
                await self._pump()
            except WorkerLost as lost:
                await self._recover(lost)
            except StartRefused as error:
                await self.end("failed", not_started(error))
            except DiskFull as full:
                await self._wait_for_room(full)
            except LabFault as error:
                await self.end("failed", lab_failed(error))
            except (NoWorker, NotResumable) as error:
                await self._halt_for(error.said)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                logger.exception("run %s", self._standing.row.id)
                await self.end("failed", internal_error(error))

    async def _open(self) -> None:
        """Has a worker hold the run."""
        if self._seat.taken:
            return
        row = self._standing.row
        asked = await opening(row, self._standing.store, self._orders.generation)
        place, numerics = await self._seat.find(asked, row.numerics)
        if row.numerics is None:
            await self._standing.found(numerics)
        self._seat.take(place)  # from here on a control goes there at once; those before are sent together below
        if row.numerics is not None and row.numerics != numerics:
            await self._seat.leave()
            raise NotResumable(other_numerics(row.numerics, numerics))
        self._flight.begin()
        self._orders.begin(seen=asked.keyframes > 0)
        if asked.keyframes:
            self._standing.begun.set()
        if self._controls.pending:
            await self._seat.post(self._controls.pending, self._orders.generation)
        if row.state == "queued":
            await self.become("paused" if self._orders.resting else "playing")

    async def _pump(self) -> None:
        """Keeps slices in flight until the run ends; raises `WorkerLost`."""
        while not self._standing.over:
            await self._pause_unwatched()
            self._seat.note(busy=not self._orders.resting)
            delay = self._send()
            if self._flight:
                await self._receive(await self._flight.land())
                continue
            if delay == 0.0:
                await self._drain()
            self._wake.clear()
            if delay == 0.0 and not self._orders.none_left:
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay or None):
                    await self._wake.wait()

    def _send(self) -> float:
        """Sends what may be under way; the seconds until there will be more to ask (0: none known)."""
        orders, seat, speed = self._orders, self._seat, self._standing.row.speed
        readers = self._standing.hub.readers
        delay = 0.0
        while len(self._flight) < orders.depth(seat.sharing, speed):
            order, delay = orders.next(monotonic(), speed=speed, sharing=seat.sharing, readers=readers)
            if order is None:
                break
            self._flight.send(seat.advance(order))
        return delay

    async def _receive(self, slice: Slice) -> None:
        """Sends the next order, so that the worker need not wait for the disk, then settles what is next in number."""
        if self._orders.endless and not slice.finished and not slice.failure:
            self._send()
        for due in self._flight.in_turn(slice):
            await self._settle(due)

    async def _settle(self, slice: Slice) -> None:
        """Stores a slice, publishes it, answers those who wait for it."""
        if slice.replaying:
            self._orders.look()
            self._orders.lost()
            return
        if slice.step > self._progress:
            self._progress, self._deaths = slice.step, 0
        if slice.frame is not None:
            self._orders.pacing.drew(slice.drawing)
        await self._standing.settle(slice)
        self._orders.made(slice.block.n if slice.block else 0, more_under_way=bool(self._flight))
        self._controls.answer(slice)
        if slice.applied:
            self._standing.hub.publish_state()
        row = self._standing.row
        if slice.failure is not None:
            await self.end(slice.failure.kind, failure_message(slice.failure))
        elif slice.finished:
            await self.end("done", finished(row.step, row.max_steps))

    async def _drain(self) -> None:
        """Nothing is under way any more: a run that was to stop here has stopped."""
        if self._orders.none_left and not self._controls.pending:
            if self._standing.row.state == "playing":
                await self.become("paused")
            self._standing.drained.set()

    async def _recover(self, why: WorkerLost) -> None:
        """After the loss of a worker: waits for another and has the run opened there again."""
        self._deaths += 1
        logger.warning("run %s lost its worker (%d): %s", self._standing.row.id, self._deaths, why)
        await self._flight.drop()
        self._orders.lost()
        await self._seat.lose(why)
        if self._deaths >= DEATHS:
            await self.end("failed", worker_lost(DEATHS, why))
            return
        await self._seat.settle()

    async def _halt_for(self, reason: T) -> None:
        """Cannot go on now: waits, paused, until somebody asks again."""
        self._controls.refuse(NoWorker(reason))
        self._orders.rest()
        await self.become("paused", message(reason))
        self._orders.look_away()
        self._standing.drained.set()
        self._standing.begun.set()
        self._wake.clear()
        await self._wake.wait()

    async def _wait_for_room(self, full: DiskFull) -> None:
        """Nothing can be stored: shown as paused until there is room; what was not stored is computed again."""
        logger.warning("run %s: %s", self._standing.row.id, full)
        await self.leave()
        self._orders.lost()
        self._controls.refuse(full)
        self._standing.suspend(full)
        while self._standing.full is not None:
            await asyncio.sleep(ROOM_SECONDS)
            await self._standing.try_again(lambda: "paused" if self._orders.resting else "playing")

    # readers

    def _readers_changed(self) -> None:
        self.watch()
        self._orders.pacing.look()
        self._wake.set()

    async def _pause_unwatched(self) -> None:
        row, since = self._standing.row, self._unwatched_since
        if row.watched and row.state == "playing" and since and monotonic() - since > UNWATCHED_SECONDS:
            await self.halt()
