"""How one run stands: as it is stored, as its readers see it, and the moments that callers wait for."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace

from lossland.engine.hub import Hub
from lossland.runs.errors import RunEnded, UnknownRun
from lossland.runs.messages import ENDED, Block, Numerics, RunState, Slice
from lossland.runs.public import public_json
from lossland.runs.reasons import Message, ended, message, no_run
from lossland.runs.rows import RunRow
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
        self.hub = Hub(
            lambda after: store.blocks(row.id, after), row.step, lambda: public_json(self.row, resumable=True)
        )
        self.hub.publish_state(ended=self.over)
        self.begun = asyncio.Event()
        """There is a picture to look at and to fork at, or there will be none."""
        self.drained = asyncio.Event()
        """Nothing is under way, and all that was made is stored."""
        self.full: DiskFull | None = None
        """Why nothing can be stored."""

    @property
    def over(self) -> bool:
        """Whether the run has ended, or is being stored as ended."""
        return self._last is not None or self.row.state in ENDED

    def refuse(self) -> None:
        """Raises why nothing can be asked of the run now: it is gone or over, or what it did could not be stored."""
        self.refuse_gone()
        if self.over or self.stopping:
            raise RunEnded(ended(self.row.id, self._last or ("done" if self.stopping else self.row.state)))
        if self.full is not None:
            raise self.full

    def refuse_gone(self) -> None:
        """Raises `UnknownRun` where it has been deleted, perhaps while the caller waited."""
        if self.gone:
            raise UnknownRun(no_run(self.row.id))

    async def describe(self, **columns: str | float | bool | None) -> None:
        """Sets columns that the run's worker need not know."""
        self.row = await self.store.update(self.row.id, **columns)
        self.hub.publish_state()

    async def found(self, numerics: Numerics) -> None:
        """What the run is computed on from now on."""
        self.row = await self.store.update(self.row.id, numerics=numerics)

    async def become(self, state: RunState, reason: Message | None = None) -> None:
        """A state that is not the last, unless it has its last."""
        if self.over:
            return
        if state == "playing":
            self.drained.clear()
        if state != self.row.state or reason != self.row.message:
            self.row = await self.store.update(self.row.id, state=state, message=reason)
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
            self.row = await self.store.update(self.row.id, state=state, message=reason)
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
        self.row = replace(self.row, state="paused", message=message(full.said), revision=self.row.revision + 1)
        self.drained.set()
        self.begun.set()
        self.hub.publish_state()

    async def try_again(self, wanted: Callable[[], RunState]) -> None:
        """Whether there is room now, and `wanted` did not change while that was tried, is seen from `full`."""
        state = wanted()
        with contextlib.suppress(DiskFull):
            row = await self.store.update(self.row.id, state=state, message=None, revision=self.row.revision + 1)
            if wanted() == state:
                self.row, self.full = row, None
                self.hub.publish_state()
