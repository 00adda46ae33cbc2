"""Drives one run: decides what to ask its worker next, stores what comes back, publishes what is stored."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from time import monotonic
from typing import Any, Literal

from lossland.engine.cluster import ANSWER_SECONDS, Cluster, Workplace
from lossland.engine.controls import Controls
from lossland.engine.hub import Hub
from lossland.engine.pacing import SLICE_SECONDS, Pacing
from lossland.lab.text import T
from lossland.runs.errors import EngineError, LabFault, NotResumable, NoWorker, RunEnded, StartRefused, WorkerLost
from lossland.runs.messages import ENDED, Control, Numerics, Opening, Order, RunState, Slice, Table
from lossland.runs.public import public_json
from lossland.runs.reasons import Message, ended, failure_message, finished, message
from lossland.runs.rows import RunRow
from lossland.store.errors import DiskFull
from lossland.store.store import Store

logger = logging.getLogger(__name__)

IN_FLIGHT = 3
"""Slices under way of a run that has its worker for itself, so that the worker never waits for the next order."""
DEATHS = 3
UNWATCHED_SECONDS = 60.0
EFFECT_SECONDS = 30.0
"""How long a caller waits for a control to take effect: on a slow machine a lost worker is replaced within that."""
STEP_SECONDS = 10.0
"""How long a caller waits for steps to be made; they go on without it."""
REOPEN_SECONDS = 60.0
ROOM_SECONDS = 2.0
"""How often a run that found the disk full looks for room."""


class Driver:
    """One run, driven by one task. The other methods may be called from any coroutine of the same event loop."""

    def __init__(
        self,
        row: RunRow,
        store: Store,
        cluster: Cluster,
        tables: Callable[[Iterable[str]], Awaitable[dict[str, Table]]],
        on_end: Callable[[Driver], None],
    ) -> None:
        self.row = row
        self.hub = Hub(
            lambda after: store.blocks(row.id, after), row.step, lambda: public_json(self.row, resumable=True)
        )
        self.hub.on_readers = self._readers_changed
        self._store = store
        self._cluster = cluster
        self._tables = tables
        self._on_end = on_end
        self._place: Workplace | None = None
        self._flight: deque[asyncio.Task[Slice]] = deque()
        self._held: dict[int, Slice] = {}
        self._settled = 0
        self._todo: int | None = None if row.state == "playing" else 0
        self._asked = 0
        self._steppers = 0
        self._look = True
        self._unseen = False
        self._full: DiskFull | None = None
        self._generation = 0
        self._controls = Controls()
        self._wake = asyncio.Event()
        self._drained = asyncio.Event()
        self.begun = asyncio.Event()
        """There is a picture to look at and to fork at, or there will be none."""
        self._deaths = 0
        self._progress = row.step
        self._pacing = Pacing()
        self._unwatched_since: float | None = monotonic()
        self.hub.publish_state(ended=row.state in ENDED)
        self.task = asyncio.create_task(self._live(), name=f"run {row.id}") if row.state not in ENDED else None

    # what callers ask

    async def play(self) -> None:
        """Goes on without end."""
        self._refuse_ended()
        self._refuse_full()
        self._pacing.begin()
        self._todo, self._unwatched_since = None, None if self.hub.readers else monotonic()
        await self._become("playing")

    async def pause(self) -> None:
        """Stops between two steps; returns when nothing is under way and all is stored."""
        self._refuse_ended()
        if self._full is not None:
            self._todo = 0  # it does not go on by itself when there is room
            return
        await self._halt()
        await self._effect(self._drained.wait())

    async def step(self, steps: int) -> None:
        """Pauses, then makes so many updates, besides those that other callers of `step` still wait for.

        Returns when they are stored, or after 10 s, playing, if it still goes on.
        """
        self._refuse_ended()
        self._refuse_full()
        self._steppers += 1
        try:
            if self._steppers == 1:
                await self.pause()
            if self.row.state in ENDED:
                return
            self._todo = (self._todo or 0) + steps
            self._drained.clear()
            self._wake.set()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STEP_SECONDS):
                    await self._drained.wait()
            if not self._drained.is_set():
                await self._become("playing")
        finally:
            self._steppers -= 1

    async def stop(self) -> None:
        """Ends the run where it is."""
        if self.row.state in ENDED:
            return
        await self.pause()
        await self._end("done", message(T("Stopped.", "已停止。")))

    async def speed(self, speed: float | None) -> None:
        """Steps a second from now on; None is unlimited."""
        await self.describe(speed=speed)
        self._pacing.speed_changed()
        self._wake.set()

    async def describe(self, **columns: str | float | bool | None) -> None:
        """Sets columns of the run that its worker need not know."""
        self.row = await self._store.update(self.row.id, **columns)
        self.hub.publish_state()

    async def control(self, kind: Literal["params", "action"], value: dict[str, Any]) -> None:
        """Has the worker apply a change between two steps; returns when it is applied and stored."""
        self._refuse_ended()
        self._refuse_full()
        control = Control(secrets.token_hex(8), kind, value)
        applied = self._controls.add(control)
        self._drained.clear()
        if self._place is not None:
            await self._post((control,))
        if not applied.done():
            self._look = True  # only now: an order given before may reach the worker ahead of the control
            self._wake.set()
        await self._effect(applied)

    async def close(self) -> None:
        """Ends the task; the run itself stays as it is stored."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        await self._drop_flight()
        await self._leave()

    # the task

    async def _live(self) -> None:
        while self.row.state not in ENDED:
            try:
                await self._open()
                await self._pump()
            except WorkerLost as lost:
                await self._recover(lost)
            except StartRefused as error:
                await self._end(
                    "failed", message(T(f"The run could not start: {error.said}", f"运行无法开始：{error.said.zh}"))
                )
            except DiskFull as full:
                await self._wait_for_room(full)
            except LabFault as error:
                await self._end(
                    "failed", message(T(f"The lab's own code failed: {error}", f"实验自身的代码出错：{error}"))
                )
            except (NoWorker, NotResumable) as error:
                await self._halt_for(error.said)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                logger.exception("run %s", self.row.id)
                await self._end("failed", message(T(f"Internal error: {error}", f"内部错误：{error}")))

    async def _open(self) -> None:
        """Has a worker hold the run, from the newest checkpoint on."""
        if self._place is not None:
            return
        row = self.row
        checkpoint = await self._store.recovery(row.id)
        log = await self._store.log(row.id)
        keyframes = await self._store.keyframes(row.id)
        opening = Opening(
            run=row.id,
            lab=row.lab,
            seed=row.seed,
            device=row.device,
            start_params=row.start_params,
            checkpoint=checkpoint,
            log=tuple(log[checkpoint.applied if checkpoint else 0 :]),
            replay_to=row.step,
            max_steps=row.max_steps,
            keyframes=len(keyframes),
            generation=self._generation,
        )
        place = await self._cluster.pick(row.device, row.numerics, seconds=REOPEN_SECONDS)
        place.take(row.id)
        try:
            numerics: Numerics = await place.ask("open", opening, assets=self._tables, seconds=REOPEN_SECONDS)
        except EngineError:
            place.drop(row.id)
            raise
        except WorkerLost as lost:
            place.drop(row.id)
            await self._cluster.lose(place, lost)
            raise
        if row.numerics is None:
            self.row = await self._store.update(row.id, numerics=numerics)
        self._place = place  # from here on a control goes to the worker at once; those before are sent together below
        if row.numerics is not None and row.numerics != numerics:
            await self._leave()
            raise NotResumable(
                T(
                    f"the run was computed on {row.numerics}; the workers here compute on {numerics}",
                    f"此次运行在 {row.numerics} 上计算；这里的计算进程使用 {numerics}",
                )
            )
        self._held, self._settled = {}, 0
        self._look = True
        self._unseen = not keyframes
        if keyframes:
            self.begun.set()
        if self._controls.pending:
            await self._post(self._controls.pending)
        if row.state == "queued":
            await self._become("paused" if self._todo == 0 else "playing")

    async def _pump(self) -> None:
        """Keeps slices in flight until the run ends; raises `WorkerLost`."""
        while self.row.state not in ENDED:
            delay = 0.0
            await self._pause_unwatched()
            if self._place is not None:
                self._place.note(self.row.id, busy=self._todo != 0)
            while len(self._flight) < self._depth():
                order, delay = self._next_order()
                if order is None:
                    break
                self._flight.append(asyncio.create_task(self._advance(order)))
            if self._flight:
                await self._receive(await self._flight.popleft())
                continue
            if delay == 0.0:
                await self._drain()
            self._wake.clear()
            if delay == 0.0 and (self._look or self._todo != 0):
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay or None):
                    await self._wake.wait()

    def _depth(self) -> int:
        alone = self._place is not None and self._sharing() == 1
        return IN_FLIGHT if alone and self._todo is None and self.row.speed is None else 1

    def _sharing(self) -> int:
        """How many runs share the worker's time, this one included."""
        assert self._place is not None
        return len(self._place.busy | {self.row.id})

    def _next_order(self) -> tuple[Order | None, float]:
        """The next thing to ask, or None and the seconds until there will be one (0: not before something happens)."""
        assert self._place is not None
        now = monotonic()
        order = Order(self.row.id, self._generation, SLICE_SECONDS[1])
        if self._unseen or (self._todo is not None and self._todo - self._asked <= 0):
            if not self._look:
                return None, 0.0
            self._look = self._unseen = False
            return replace(order, steps=0, frame=True, keyframe=True), 0.0
        steps = None if self._todo is None else self._todo - self._asked
        if self.row.speed is not None and self._todo is None:
            steps, delay = self._pacing.due(now, self.row.speed)
            if steps == 0:
                return None, delay
        if self._todo is not None:
            self._asked += steps or 0
        budget, frame = self._pacing.next_slice(now, self._sharing(), self.hub.readers)
        self._look = False
        counted = self._todo is not None  # each slice may be the last: it is kept and shown
        return replace(order, budget=budget, frame=frame or counted, steps=steps, keyframe=counted), 0.0

    async def _advance(self, order: Order) -> Slice:
        assert self._place is not None
        waiting = self._sharing() * SLICE_SECONDS[1]
        answer = await self._place.call("advance", order, seconds=ANSWER_SECONDS + order.budget + waiting)
        assert isinstance(answer, Slice)
        return answer

    async def _receive(self, slice: Slice) -> None:
        """Sends the next order, so that the worker need not wait for the disk, then settles what is next in number."""
        while self._todo is None and len(self._flight) < self._depth() and not slice.finished and not slice.failure:
            order, _ = self._next_order()
            if order is None:
                break
            self._flight.append(asyncio.create_task(self._advance(order)))
        self._held[slice.number] = slice
        while (due := self._held.pop(self._settled, None)) is not None:
            self._settled += 1
            await self._settle(due)

    async def _settle(self, slice: Slice) -> None:
        """Stores a slice, then publishes it."""
        if slice.replaying:
            self._look = True
            self._asked = 0
            return
        if slice.step > self._progress:
            self._progress, self._deaths = slice.step, 0
        if slice.frame is not None:
            self._pacing.drew(slice.drawing)
        brought = slice.block or slice.applied or slice.keyframes or slice.recovery
        if brought:
            self.row = await self._store.commit(slice)
            if slice.keyframes:
                self.begun.set()
        if self._todo is not None:
            done = slice.block.n if slice.block else 0
            self._todo = max(0, self._todo - done)
            self._asked = min(self._asked, self._todo) if self._flight else 0
        if slice.block is not None:
            self.hub.publish_block(slice.block)
        if slice.frame is not None:
            self.hub.publish_frame(slice.frame)
        self._controls.answer(slice)
        if slice.applied:
            self.hub.publish_state()
        if slice.failure is not None:
            await self._end(slice.failure.kind, failure_message(slice.failure))
        elif slice.finished:
            await self._end("done", finished(self.row.step, self.row.max_steps))

    async def _drain(self) -> None:
        """Nothing is under way any more: a run that was to stop here has stopped."""
        if self._todo == 0 and not self._look and not self._controls.pending:
            if self.row.state == "playing":
                await self._become("paused")
            self._drained.set()

    async def _recover(self, why: WorkerLost) -> None:
        """After the loss of a worker: waits for another and has the run opened there again."""
        self._deaths += 1
        logger.warning("run %s lost its worker (%d): %s", self.row.id, self._deaths, why)
        await self._drop_flight()
        place, self._place = self._place, None
        self._asked = 0
        if self._deaths >= DEATHS:
            text = f"The worker was lost {DEATHS} times without progress: {why}"
            await self._end("failed", message(T(text, f"计算进程连续 {DEATHS} 次丢失且没有进展：{why}")))
            return
        if place is not None:
            place.drop(self.row.id)
            await self._cluster.lose(place, why)
        await self._cluster.settle()

    async def _drop_flight(self) -> None:
        flight, self._flight = self._flight, deque()
        for task in flight:
            task.cancel()
        await asyncio.gather(*flight, return_exceptions=True)

    async def _halt_for(self, reason: T) -> None:
        """Cannot go on now: waits, paused, until somebody asks again."""
        self._controls.refuse(NoWorker(reason))
        self._todo = 0
        await self._become("paused", message(reason))
        self._look = False
        self._drained.set()
        self.begun.set()
        self._wake.clear()
        await self._wake.wait()

    async def _wait_for_room(self, full: DiskFull) -> None:
        """Nothing can be stored: shown as paused until there is room; what was not stored is computed again."""
        logger.warning("run %s: %s", self.row.id, full)
        await self._drop_flight()
        await self._leave()
        self._full, self._asked = full, 0
        self._controls.refuse(full)
        revision = self.row.revision + 1
        self.row = replace(self.row, state="paused", message=message(full.said), revision=revision)
        self._drained.set()
        self.begun.set()
        self.hub.publish_state()
        while self._full is not None:
            await asyncio.sleep(ROOM_SECONDS)
            state: RunState = "paused" if self._todo == 0 else "playing"
            with contextlib.suppress(DiskFull):
                self.row = await self._store.update(self.row.id, state=state, message=None, revision=revision + 1)
                self._full = None
        self.hub.publish_state()

    # transitions

    async def _become(self, state: RunState, reason: Message | None = None) -> None:
        if state == "playing":
            self._drained.clear()
        if state != self.row.state or reason != self.row.message:
            self.row = await self._store.update(self.row.id, state=state, message=reason)
            self.hub.publish_state()
        self._wake.set()

    async def _halt(self) -> None:
        if self._todo == 0:
            return
        self._todo, self._asked, self._look = 0, 0, True
        self._drained.clear()
        self._generation += 1
        if self._place is not None:
            await self._post(())
        self._wake.set()

    async def _post(self, controls: tuple[Control, ...]) -> None:
        """Controls go ahead of the slices in flight; a worker that is lost is noticed by those."""
        assert self._place is not None
        try:
            await self._place.call("post", self.row.id, controls, self._generation)
        except WorkerLost as lost:
            logger.warning("run %s: %s", self.row.id, lost)

    async def _end(self, state: RunState, reason: Message | None) -> None:
        self.row = await self._store.update(self.row.id, state=state, message=reason)
        self._controls.refuse(RunEnded(ended(self.row.id, state)))
        self._drained.set()
        self.begun.set()
        self._wake.set()
        self.hub.publish_state(ended=True)
        await self._drop_flight()
        await self._leave()
        with contextlib.suppress(DiskFull):  # small blocks are as good as large ones
            await self._store.compact(self.row.id)
        self._on_end(self)

    async def _leave(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            place.drop(self.row.id)
            try:
                await place.call("close", self.row.id)
            except WorkerLost:
                logger.info("run %s: its worker went first", self.row.id)

    # readers

    def _readers_changed(self, readers: int) -> None:
        self._unwatched_since = None if readers else monotonic()
        self._pacing.look()
        self._wake.set()

    async def _pause_unwatched(self) -> None:
        since = self._unwatched_since
        if self.row.watched and self.row.state == "playing" and since and monotonic() - since > UNWATCHED_SECONDS:
            await self._halt()

    def _refuse_ended(self) -> None:
        if self.row.state in ENDED:
            raise RunEnded(ended(self.row.id, self.row.state))

    def _refuse_full(self) -> None:
        if self._full is not None:
            raise self._full

    async def _effect(self, awaitable: Awaitable[Any]) -> None:
        try:
            async with asyncio.timeout(EFFECT_SECONDS):
                await awaitable
        except TimeoutError as error:
            raise NoWorker(
                T(
                    f"no worker has taken this up within {EFFECT_SECONDS:g} s; try again",
                    f"{EFFECT_SECONDS:g} 秒内没有计算进程接手；请重试",
                )
            ) from error
