"""Changes and actions on their way to a run's worker, and the callers who wait for each."""

from __future__ import annotations

import asyncio

from lossland.runs.errors import ActionRefused
from lossland.runs.messages import Control, Slice


class Controls:
    """Those that are neither applied nor refused yet, in the order in which they were given."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[Control, asyncio.Future[None]]] = {}

    @property
    def pending(self) -> tuple[Control, ...]:
        """What a worker that takes the run up must be told."""
        return tuple(control for control, _ in self._given.values())

    def add(self, control: Control) -> asyncio.Future[None]:
        """Done when the control is applied and stored; raises what it is refused with."""
        applied = asyncio.get_running_loop().create_future()
        self._given[control.id] = control, applied
        return applied

    def withdraw(self, identity: str) -> None:
        """Nobody waits for it any more: a worker that takes the run up later is not told of it."""
        self._given.pop(identity, None)

    def answer(self, slice: Slice) -> None:
        """Tells those who wait what a slice has applied and what its lab has refused."""
        for entry in slice.applied:
            self._settle(entry.control.id, None)
        for identity, why in slice.refused:
            self._settle(identity, ActionRefused(why))

    def refuse(self, error: Exception) -> None:
        """Gives all of them up."""
        for identity in list(self._given):
            self._settle(identity, error)

    def _settle(self, identity: str, error: Exception | None) -> None:
        _, applied = self._given.pop(identity, (None, None))
        if applied is None or applied.done():  # of an earlier driver's, or nobody waits any more
            return
        if error is None:
            applied.set_result(None)
        else:
            applied.set_exception(error)
            applied.exception()  # its caller may be gone: an error that nobody hears is no fault
