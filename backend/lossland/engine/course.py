"""The course of one run: a task that keeps its worker asked, and has stored and published what comes back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from time import monotonic

from lossland.engine.audience import Audience
from lossland.engine.controls import Controls
from lossland.engine.flight import Flight
from lossland.engine.opening import opening
from lossland.engine.orders import Orders
from lossland.engine.seat import Seat
from lossland.engine.standing import Standing
from lossland.lab.text import T
from lossland.runs import reasons
from lossland.runs.errors import LabFault, NotResumable, NoWorker, RunEnded, StartRefused, UnknownRun, WorkerLost
from lossland.runs.messages import RunState, Slice
from lossland.store.errors import DiskFull, NoSuchRun, StoreDamaged, StoreError

logger = logging.getLogger(__name__)

DEATHS = 3
UNWATCHED_SECONDS = 60.0
REST_SECONDS = 300.0
"""A paused run that nobody reads or asks for anything then leaves its worker and the server's memory, if not sooner."""
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
        self._left = False
        self._flight = Flight()
        self._wake = asyncio.Event()
        self._deaths = 0
        self._progress = standing.row.step
        self.audience = Audience(standing.hub, self._wake, orders.pacing.look)

    # what callers ask

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    async def become(self, state: RunState, reason: reasons.Message | None = None) -> None:
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

    async def end(self, state: RunState, reason: reasons.Message | None) -> None:
        """Ends the run where it is stored."""
        run = self._standing.row.id
        if not await self._standing.end(state, reason):
            return
        self._controls.refuse(RunEnded(reasons.ended(run, state)))
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
        while not (self._standing.over or self._left):
            try:
                if self._standing.full is not None:
                    await self._wait_for_room()
                await self._go_on()
            except DiskFull as full:
                await self._suspend(full)
            except NoSuchRun:
                self._controls.refuse(UnknownRun(reasons.no_run(self._standing.row.id)))
                self._standing.vanish()
                self._on_end()
                return
            except Exception as error:  # noqa: BLE001 - whatever it was, those who wait hear of it
                await self._fail(error)

    async def _fail(self, error: Exception) -> None:
        """Not even the end can be stored: all who look or wait are told so."""
        logger.error("run %s: %s", self._standing.row.id, error, exc_info=not isinstance(error, StoreDamaged))
        self._controls.refuse(error)
        self._standing.fail(error)
        await self.leave()

    async def _go_on(self) -> None:
        """Until the run ends or has to be taken up again; raises what the store cannot take."""
        try:
            await self._open()
            await self._pump()
        except WorkerLost as lost:
            await self._recover(lost)
        except (StartRefused, LabFault) as error:
            await self.end("failed", reasons.failed(error))
        except NoWorker as error:
            await self._halt_for(error.said, worker=True)
        except NotResumable as error:
            await self._halt_for(error.said)
        except (asyncio.CancelledError, DiskFull, NoSuchRun, StoreDamaged):
            raise
        except Exception as error:
            logger.exception("run %s", self._standing.row.id)
            await self.end("failed", reasons.failed(error))

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
            raise NotResumable(reasons.other_numerics(row.numerics, numerics))
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
            self._wake.clear()  # before what takes time: whoever comes meanwhile is not missed
            if delay == 0.0:
                await self._drain()
            if delay == 0.0 and not self._orders.none_left:
                continue
            if delay == 0.0 and not self._wanted:
                await self._rest()
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay or None):
                    await self._wake.wait()

    @property
    def _wanted(self) -> bool:
        return self.audience.there or bool(self._controls.pending) or not self._orders.none_left

    async def _rest(self) -> None:
        """Waits for somebody; where nobody comes, the run is let go: who asks for it later has it taken up as it is stored."""
        try:
            async with asyncio.timeout(REST_SECONDS) as until:
                with self._seat.resting(until):
                    await self._wake.wait()
        except TimeoutError:
            await self.leave()
            if not self._wanted:
                self._left = True
                self._standing.hub.close()
                self._on_end()

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
            before = await self._standing.before(failure.step)
            await self.end(failure.kind, reasons.failure_message(failure, before))
        elif slice.finished:
            await self.end("done", reasons.finished(row.step, row.max_steps))

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
            await self.end("failed", reasons.worker_lost(DEATHS, why))
            return
        await self._seat.settle()

    async def _halt_for(self, reason: T, *, worker: bool = False) -> None:
        """Cannot go on now: waits, paused, until somebody asks again or, where it played and lacks one, for a worker."""
        self._controls.refuse(NoWorker(reason))
        playing = self._orders.endless
        self._orders.rest()
        await self.become("paused", reasons.message(reason))
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

    async def _pause_unwatched(self) -> None:
        row = self._standing.row
        if row.watched and row.state == "playing" and self.audience.alone > UNWATCHED_SECONDS:
            await self.halt()
