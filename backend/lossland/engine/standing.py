"""How one run stands: as it is stored, as its readers see it, and the moments that callers wait for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from lossland.engine.hub import Hub
from lossland.runs.errors import RunEnded, UnknownRun
from lossland.runs.messages import ENDED, Block, Numerics, RunState, Slice
from lossland.runs.reasons import Message, ended, failed, message, no_run
from lossland.runs.rows import RunRow, shown_as
from lossland.store.errors import DiskFull
from lossland.store.store import Store

LOOKED_BACK = 1000
"""Steps before a divergence by which it is explained."""


class Standing:
    """Changes are stored first, then published."""

    def __init__(self, row: RunRow, store: Store) -> None:
        self.row = row
        self.store = store
        self.stopping = False
        """Somebody stops it: nothing else may begin."""
        self.gone = False
        """It has been deleted."""
        self._last: RunState | None = None
        """Its last state, from the moment at which that is decided: what comes later does not count."""
        self.hub = Hub(lambda after: store.blocks(row.id, after), lambda: self.row, resumable=True)
        self.hub.publish_state(ended=self.over)
        self.begun = asyncio.Event()
        """There is a picture to look at and to fork at, or there will be none."""
        self.drained = asyncio.Event()
        """Nothing is under way, and all that was made is stored."""
        self.full: DiskFull | None = None
        """Why nothing can be stored, as long as there is no room."""
        self.lost: Exception | None = None
        """Why it has failed without its end being stored."""

    @property
    def over(self) -> bool:
        """Whether the run has ended, or is being stored as ended."""
        return self._last is not None or self.row.state in ENDED

    def refuse(self) -> None:
        """Raises why nothing can be asked of the run now: it is gone or over, or what it did could not be stored."""
        self.refuse_gone()
        if self.over or self.stopping:
            raise RunEnded(ended(self.row.id, self._last or ("done" if self.stopping else self.row.state)))
        self.refuse_unstored()

    def refuse_unstored(self) -> None:
        """Raises why what was waited for is not stored."""
        self.refuse_gone()
        if self.full is not None:
            raise self.full

    def refuse_gone(self) -> None:
        """Raises `UnknownRun` where it has been deleted, or why it is lost, perhaps while the caller waited."""
        if self.gone:
            raise UnknownRun(no_run(self.row.id))
        if self.lost is not None:
            raise self.lost

    async def _update(self, **columns: Any) -> None:
        row = await self.store.update(self.row.id, **columns)
        self.refuse_gone()
        self.row = row

    async def describe(self, **columns: str | float | bool | None) -> None:
        """Sets columns that the run's worker need not know."""
        await self._update(**columns)
        self.hub.publish_state()

    async def found(self, numerics: Numerics) -> None:
        """What the run is computed on from now on."""
        await self._update(numerics=numerics)

    async def become(self, state: RunState, reason: Message | None = None) -> None:
        """A state that is not the last, unless it has its last."""
        if self.over:
            return
        if state == "playing":
            self.drained.clear()
        if state != self.row.state or reason != self.row.message:
            await self._update(state=state, message=reason)
            self.hub.publish_state()

    async def settle(self, slice: Slice) -> None:
        """What a slice has brought."""
        if slice.block or slice.applied or slice.keyframes or slice.recovery:
            self.row = await self.store.commit(slice)
            if slice.keyframes:
                self.begun.set()
        if slice.block is not None:
            self.hub.publish_block(slice.block)
        if slice.frame is not None:
            self.hub.publish_frame(slice.frame)

    async def before(self, step: int) -> list[Block]:
        """The metrics of the last steps before one."""
        return [block async for block in self.store.blocks(self.row.id, step - 1 - LOOKED_BACK)]

    async def end(self, state: RunState, reason: Message | None) -> bool:
        """The last state; false where it has one: the first holds."""
        if self.over:
            return False
        self._last = state
        try:
            await self._update(state=state, message=reason)
        except BaseException:
            self._last = None
            raise
        self.full = None
        self.drained.set()
        self.begun.set()
        self.hub.publish_state(ended=True)
        return True

    def vanish(self) -> None:
        """It has been deleted: whoever waits for anything is let go."""
        self.gone = True
        self.drained.set()
        self.begun.set()

    def suspend(self, full: DiskFull) -> None:
        """Nothing can be stored: shown as paused, without being stored so."""
        self.full = full
        self.row = shown_as(self.row, "paused", message(full.said))
        self.drained.set()
        self.begun.set()
        self.hub.publish_state()

    def fail(self, why: Exception) -> None:
        """Not even its end can be stored: shown as failed. A server that is started again takes it up as it is stored."""
        if self.over:
            return
        self.lost, self.full = why, None
        self.row = shown_as(self.row, "failed", failed(why))
        self.drained.set()
        self.begun.set()
        self.hub.publish_state(ended=True)

    async def try_again(self, wanted: Callable[[], RunState]) -> None:
        """Whether there is room now, and `wanted` did not change while that was tried, is seen from `full`."""
        state = wanted()
        with contextlib.suppress(DiskFull):
            row = await self.store.update(self.row.id, state=state, message=None, revision=self.row.revision + 1)
            if wanted() == state:
                self.row, self.full = row, None
                self.hub.publish_state()
