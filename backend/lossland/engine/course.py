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
from lossland.runs.errors import LabFault, NotResumable, NoWorker, RunEnded, StartRefused, UnknownRun, WorkerLost
from lossland.runs.messages import RunState, Slice
from lossland.runs.reasons import (
    Message,
    ended,
    failure_message,
    finished,
    internal_error,
    lab_failed,
    message,
    no_run,
    not_started,
    other_numerics,
    worker_lost,
)
from lossland.store.errors import DiskFull, NoSuchRun, StoreError

logger = logging.getLogger(__name__)

DEATHS = 3
UNWATCHED_SECONDS = 60.0
REST_SECONDS = 300.0
"""A paused run without readers then leaves its worker and its memory in the server."""
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
        if not await self._standing.end(state, reason):
            return
        self._controls.refuse(RunEnded(ended(run, state)))
        self._wake.set()
        await self.leave()
        with contextlib.suppress(StoreError):  # small blocks are as good as large ones
            await self._standing.store.compact(run)
        self._on_end()

    async def leave(self) -> None:
        """Has no worker work on the run any more."""
        await self._flight.drop()
        await self._seat.leave()

    # the task

    async def live(self) -> None:
        """Until the run ends, whatever cannot be stored meanwhile: that is made or met again when there is room."""
        while not self._standing.over:
            try:
                if self._standing.full is not None:
                    await self._wait_for_room()
                await self._go_on()
            except DiskFull as full:
                await self._suspend(full)
            except NoSuchRun:
                self._controls.refuse(UnknownRun(no_run(self._standing.row.id)))
                self._standing.vanish()
                self._on_end()
                return

    async def _go_on(self) -> None:
        """Until the run ends or has to be taken up again; raises what the store cannot take."""
        try:
            await self._open()
            await self._pump()
        except WorkerLost as lost:
            await self._recover(lost)
        except StartRefused as error:
            await self.end("failed", not_started(error))
        except LabFault as error:
            await self.end("failed", lab_failed(error))
        except NoWorker as error:
            await self._halt_for(error.said, worker=True)
        except NotResumable as error:
            await self._halt_for(error.said)
        except (asyncio.CancelledError, DiskFull, NoSuchRun):
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
        # also where there is no control: the run may have been paused since the worker was asked to open it
        await self._seat.post(self._controls.pending, self._orders.generation)
        if row.state == "queued":
            await self.become("paused" if self._orders.resting else "playing")

    async def _pump(self) -> None:
        """Keeps slices in flight until the run ends or its worker is left; raises `WorkerLost`."""
        while not self._standing.over and self._seat.taken:
            self._seat.refuse_missed()
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
            try:
                async with asyncio.timeout(delay or REST_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                if delay == 0.0:
                    await self._retire()

    async def _retire(self) -> None:
        """Leaves the worker of a run that nobody has asked for anything for long, until somebody does."""
        if self._standing.hub.readers:
            return
        await self.leave()
        self._standing.hub.rest()
        while self._orders.none_left and not self._controls.pending and not self._standing.hub.readers:
            self._wake.clear()
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
        if failure := slice.failure:
            await self.end(failure.kind, failure_message(failure, await self._standing.before(failure.step)))
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

    async def _halt_for(self, reason: T, *, worker: bool = False) -> None:
        """Cannot go on now: waits, paused, until somebody asks again or, where it played and lacks one, for a worker."""
        self._controls.refuse(NoWorker(reason))
        playing = self._orders.endless
        self._orders.rest()
        await self.become("paused", message(reason))
        self._orders.look_away()
        self._standing.drained.set()
        self._standing.begun.set()
        self._wake.clear()
        woken = asyncio.ensure_future(self._wake.wait())
        offered = asyncio.ensure_future(self._seat.offered(self._standing.row.device)) if worker and playing else woken
        try:
            await asyncio.wait({woken, offered}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
            offered.cancel()
        if not self._wake.is_set():
            self._orders.play()
            await self.become("playing")

    async def _suspend(self, full: DiskFull) -> None:
        """Nothing can be stored: shown as paused; what was not stored is computed again."""
        logger.warning("run %s: %s", self._standing.row.id, full)
        await self.leave()
        self._orders.lost()
        self._controls.refuse(full)
        self._standing.suspend(full)

    async def _wait_for_room(self) -> None:
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
