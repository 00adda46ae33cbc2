"""Drives one run: what callers ask of it. Each call returns when what was asked for holds and is stored."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, Literal

from lossland.engine.cluster import Cluster
from lossland.engine.controls import Controls
from lossland.engine.course import Course
from lossland.engine.hub import Hub
from lossland.engine.orders import Orders
from lossland.engine.seat import Seat
from lossland.engine.standing import Standing
from lossland.runs.errors import NoWorker, UnknownRun
from lossland.runs.messages import Control, Upload
from lossland.runs.reasons import STOPPED, no_run, not_taken_up
from lossland.runs.rows import RunRow
from lossland.store.store import Store

EFFECT_SECONDS = 30.0
"""How long a caller waits for a control to take effect: on a slow machine a lost worker is replaced within that."""
STEP_SECONDS = 10.0
"""How long a caller waits for steps to be made; they go on without it."""


class Driver:
    """One run and the task that is its course. Called from any coroutine of the same event loop."""

    def __init__(
        self,
        row: RunRow,
        store: Store,
        cluster: Cluster,
        uploads: Callable[[Iterable[str]], Awaitable[dict[str, Upload]]],
        on_end: Callable[[Driver], None],
    ) -> None:
        self._standing = Standing(row, store)
        self._orders = Orders(row.id, endless=row.state == "playing")
        self._seat = Seat(row.id, cluster, uploads)
        self._controls = Controls()
        self._course = Course(self._standing, self._orders, self._seat, self._controls, lambda: on_end(self))
        self._steppers = 0
        self._stop = asyncio.Lock()
        self._task = asyncio.create_task(self._course.live(), name=f"run {row.id}")

    @property
    def row(self) -> RunRow:
        """The run as it stands."""
        return self._standing.row

    @property
    def hub(self) -> Hub:
        """The run's event stream."""
        return self._standing.hub

    @property
    def begun(self) -> asyncio.Event:
        """There is a picture to look at and to fork at, or there will be none."""
        return self._standing.begun

    def asked(self) -> AbstractContextManager[None]:
        """Holds the run here for as long as somebody asks something of it."""
        return self._course.audience.asked()

    async def play(self) -> None:
        """Goes on without end."""
        self._standing.refuse()
        self._orders.play()
        self._course.audience.watch()
        await self._course.become("playing")
        self._standing.refuse()  # it may have ended meanwhile

    async def pause(self) -> None:
        """Stops between two steps; returns when nothing is under way and all is stored. A run that is over is at rest."""
        if self._standing.full is not None:
            self._orders.rest()  # it does not go on by itself when there is room
            return
        self._standing.refuse_gone()
        if not (self._standing.over or self._standing.stopping):
            await self._halt()

    async def _halt(self) -> None:
        await self._course.halt()
        await _effect(self._standing.drained.wait())
        self._standing.refuse_gone()

    async def step(self, steps: int) -> None:
        """Pauses, then makes so many updates, besides those that other callers of `step` still wait for.

        Returns when they are stored, or after 10 s, playing, if it still goes on.
        """
        self._standing.refuse()
        self._steppers += 1
        try:
            if self._steppers == 1:
                await self.pause()
            if self._standing.over:
                return
            self._standing.refuse_unstored()
            self._orders.more(steps)
            self._standing.drained.clear()
            self._course.wake()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STEP_SECONDS):
                    await self._standing.drained.wait()
            self._standing.refuse_unstored()
            if not self._standing.drained.is_set():
                await self._course.become("playing")
        finally:
            self._steppers -= 1

    async def stop(self) -> None:
        """Ends the run where it is, unless it ends by itself before it is halted."""
        async with self._stop:
            self._standing.refuse_gone()
            if self._standing.over:
                return
            self._standing.stopping = True
            try:
                if self._standing.full is None:
                    await self._halt()
                await self._course.end("done", STOPPED)
            finally:
                self._standing.stopping = False

    async def speed(self, speed: float | None) -> None:
        """Steps a second from now on; None is unlimited."""
        await self.describe(speed=speed)
        self._orders.pacing.speed_changed()
        self._course.wake()

    async def describe(self, **columns: str | float | bool | None) -> None:
        """Sets columns of the run that its worker need not know."""
        await self._standing.describe(**columns)

    async def control(self, kind: Literal["params", "action"], value: dict[str, Any]) -> None:
        """Has the worker apply a change between two steps; returns when it is applied and stored."""
        self._standing.refuse()
        control = Control(secrets.token_hex(8), kind, value)
        applied = self._controls.add(control)
        self._standing.drained.clear()
        await self._seat.post((control,), self._orders.generation)
        if not applied.done():
            self._orders.look()  # only now: an order given before may reach the worker ahead of the control
            self._course.wake()
        try:
            await _effect(applied)
        except NoWorker:
            self._controls.withdraw(control.id)
            raise

    async def close(self, *, gone: bool = False) -> None:
        """Ends the task; the run stays as it is stored or, `gone`, is deleted next: callers who wait are told so."""
        if gone:
            self._standing.vanish()
            self._controls.refuse(UnknownRun(no_run(self.row.id)))
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._course.leave()


async def _effect(awaitable: Awaitable[Any]) -> None:
    try:
        async with asyncio.timeout(EFFECT_SECONDS):
            await awaitable
    except TimeoutError as error:
        raise NoWorker(not_taken_up(EFFECT_SECONDS)) from error
