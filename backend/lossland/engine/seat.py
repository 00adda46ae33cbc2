"""A run at its worker: taken up there, asked, told, and left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractContextManager, nullcontext

from lossland.engine.cluster import ANSWER_SECONDS, Cluster, Workplace
from lossland.engine.pacing import SLICE_SECONDS
from lossland.runs.errors import WorkerLost
from lossland.runs.messages import Control, Device, Numerics, Opening, Order, Slice, Upload

logger = logging.getLogger(__name__)

REOPEN_SECONDS = 60.0


class Seat:
    """Which worker holds a run, if one does."""

    def __init__(
        self, run: str, cluster: Cluster, uploads: Callable[[Iterable[str]], Awaitable[dict[str, Upload]]]
    ) -> None:
        self._run = run
        self._cluster = cluster
        self._uploads = uploads
        self._place: Workplace | None = None
        self._missed: WorkerLost | None = None

    @property
    def taken(self) -> bool:
        """Whether a worker holds the run and is told of controls at once."""
        return self._place is not None

    @property
    def place(self) -> Workplace:
        """The worker that holds the run."""
        assert self._place is not None, "no worker holds the run"
        return self._place

    async def find(self, opening: Opening, numerics: Numerics | None) -> tuple[Workplace, Numerics]:
        """Has a worker open the run: that worker, to be taken with `take`, and what it computes on."""
        place = await self._cluster.pick(opening.device, numerics, seconds=REOPEN_SECONDS)
        place.take(self._run)
        try:
            found: Numerics = await place.ask("open", opening, assets=self._uploads, seconds=REOPEN_SECONDS)
        except WorkerLost as lost:
            place.drop(self._run)
            await self._cluster.lose(place, lost)
            raise
        except BaseException:  # also where the task was cancelled: the worker may be opening the run still
            place.drop(self._run)
            await self._forget(place)
            raise
        return place, found

    async def offered(self, device: Device) -> None:
        """Waits until there is a worker with the device."""
        await self._cluster.offered(device)

    def take(self, place: Workplace) -> None:
        """From here on this worker is asked and told."""
        self._place, self._missed = place, None

    def note(self, *, busy: bool) -> None:
        """Whether the run computes now: only those that do share the worker's time."""
        self.place.note(self._run, busy=busy)

    def resting(self, until: asyncio.Timeout) -> AbstractContextManager[None]:
        """The run waits at its worker `until` then, or until others need its place."""
        return nullcontext() if self._place is None else self._place.resting(self._run, until)

    @property
    def sharing(self) -> int:
        """How many runs share the worker's time, this one included."""
        return len(self.place.busy | {self._run})

    async def advance(self, order: Order) -> Slice:
        """One slice, made there."""
        waiting = self.sharing * SLICE_SECONDS[1]
        answer = await self.place.call("advance", order, seconds=ANSWER_SECONDS + order.budget + waiting)
        assert isinstance(answer, Slice)
        return answer

    async def post(self, controls: tuple[Control, ...], generation: int) -> None:
        """Controls go ahead of the slices in flight. What could not be sent is noticed by `refuse_missed`."""
        place = self._place
        if place is None:
            return
        try:
            await place.call("post", self._run, controls, generation)
        except WorkerLost as lost:
            logger.warning("run %s: %s", self._run, lost)
            if self._place is place:
                self._missed = lost

    def refuse_missed(self) -> None:
        """Raises `WorkerLost` where the worker has not been told something: it has to take the run up again."""
        if self._missed is not None:
            raise self._missed

    async def lose(self, why: WorkerLost) -> None:
        """The worker is lost."""
        place, self._place = self._place, None
        if place is not None:
            place.drop(self._run)
            await self._cluster.lose(place, why)

    async def settle(self) -> None:
        """Waits until the cluster has made good what was lost."""
        await self._cluster.settle()

    async def leave(self) -> None:
        """The worker forgets the run."""
        place, self._place = self._place, None
        if place is None:
            return
        place.drop(self._run)
        await self._forget(place)

    async def _forget(self, place: Workplace) -> None:
        try:
            await place.call("close", self._run)
        except WorkerLost:
            logger.info("run %s: its worker went first", self._run)
