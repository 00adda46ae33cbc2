"""The slices of a run that are under way, and their order."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine, Iterator
from typing import Any

from lossland.runs.messages import Slice


class Flight:
    """Answers may overtake each other on the way: they are handed on by their numbers."""

    def __init__(self) -> None:
        self._tasks: deque[asyncio.Task[Slice]] = deque()
        self._held: dict[int, Slice] = {}
        self._next = 0

    def __len__(self) -> int:
        """How many are under way."""
        return len(self._tasks)

    def begin(self) -> None:
        """A session counts its slices from 0."""
        self._held, self._next = {}, 0

    def send(self, asking: Coroutine[Any, Any, Slice]) -> None:
        """One more."""
        self._tasks.append(asyncio.create_task(asking))

    async def land(self) -> Slice:
        """The answer to the oldest question, whatever its number."""
        return await self._tasks.popleft()

    def in_turn(self, slice: Slice) -> Iterator[Slice]:
        """This slice, if all before it have been handed on, and those that waited for it."""
        self._held[slice.number] = slice
        while (due := self._held.pop(self._next, None)) is not None:
            self._next += 1
            yield due

    async def drop(self) -> None:
        """Waits for none of them any more."""
        tasks, self._tasks = self._tasks, deque()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
