"""Questions to trained networks. Those that wait together are answered in one call of a worker."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, NamedTuple

from lossland.engine.anywhere import anywhere
from lossland.engine.cluster import Cluster, Workplace
from lossland.inference.ask import Ask
from lossland.lab.text import Refused, T
from lossland.runs.errors import NoWorker
from lossland.runs.messages import Upload

MOST = 16
"""Questions in one batch: beyond it a batch is no quicker a question, only later."""
MOST_WAITING = 256
"""Questions that wait; beyond them a caller is refused at once instead of waiting for minutes."""
AT_ONCE = 2
"""Batches under way for each worker: while one is computed the next is on its way."""


class _Waiting(NamedTuple):
    ask: Ask[Any]
    answer: asyncio.Future[Any]


class Batches:
    """What is asked and not answered yet, by task and model: a name, or the id of one that was kept."""

    def __init__(self, cluster: Cluster, uploads: Callable[[Iterable[str]], Awaitable[dict[str, Upload]]]) -> None:
        self._cluster = cluster
        self._uploads = uploads
        self._waiting: dict[tuple[str, str], list[_Waiting]] = defaultdict(list)
        self._asking: set[asyncio.Task[None]] = set()

    async def answer(self, task: str, model: str, ask: Ask[Any]) -> Any:
        """The answer to one question. Raises what the worker refused, or `NoWorker`, also where too many wait."""
        if sum(map(len, self._waiting.values())) >= MOST_WAITING:
            raise NoWorker(_FULL)
        waiting = _Waiting(ask, asyncio.get_running_loop().create_future())
        self._waiting[task, model].append(waiting)
        if len(self._asking) < AT_ONCE * max(1, len(self._cluster.places)):
            asking = asyncio.create_task(self._ask_all())
            self._asking.add(asking)
            asking.add_done_callback(self._asking.discard)
        return await waiting.answer

    async def close(self) -> None:
        """Gives up what is asked."""
        for asking in self._asking:
            asking.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)

    async def _ask_all(self) -> None:
        """Asks until nothing waits, the longest waiting first."""
        while self._waiting:
            key = next(iter(self._waiting))
            waiting = self._waiting.pop(key)
            batch, rest = waiting[:MOST], waiting[MOST:]
            if rest:
                self._waiting[key] = rest
            batch = [each for each in batch if not each.answer.cancelled()]
            if batch:
                await self._ask(*key, batch)

    async def _ask(self, task: str, model: str, batch: list[_Waiting]) -> None:
        try:
            answers = await self._answers(task, model, [each.ask for each in batch])
        except BaseException as error:
            for each in batch:
                if not each.answer.done():
                    each.answer.set_exception(error if isinstance(error, Exception) else NoWorker(_GONE))
            if not isinstance(error, Exception):
                raise
            return
        for each, answer in zip(batch, answers, strict=True):
            if each.answer.done():
                continue
            if isinstance(answer, Refused):
                each.answer.set_exception(answer)
            else:
                each.answer.set_result(answer)

    async def _answers(self, task: str, model: str, asks: list[Ask[Any]]) -> list[Any]:
        async def ask(place: Workplace) -> list[Any]:
            found: list[Any] = await place.ask("infer", task, model, asks, assets=self._uploads)
            return found

        return await anywhere(self._cluster, ask, _GONE)


_FULL = T(
    f"{MOST_WAITING} questions wait for an answer already; ask again later",
    f"已有 {MOST_WAITING} 个请求在等待回答；请稍后再试",
)
_GONE = T("the worker was lost before it had answered; ask again", "计算进程在回答之前丢失；请再试一次")
