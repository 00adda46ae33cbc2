"""Questions to networks: in batches, each its own answer, none lost with its neighbours, and no more than can wait."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from lossland.engine.batches import MOST, MOST_WAITING, Batches
from lossland.engine.cluster import Cluster, Workplace
from lossland.inference.ask import Ask
from lossland.inference.classify.types import ClassifyOptions
from lossland.lab.text import T
from lossland.runs.errors import NoWorker, StartRefused
from lossland.runs.messages import Numerics, Upload


class Echo:
    """A worker that answers when it may, with what it was asked, and remembers the batches."""

    def __init__(self) -> None:
        self.may = asyncio.Event()
        self.asked = asyncio.Event()
        self.batches: list[int] = []

    async def infer(self, task: str, model: str, asks: list[Ask[Any]]) -> list[int]:
        self.batches.append(len(asks))
        self.asked.set()
        await self.may.wait()
        if model == "broken":
            raise StartRefused(T("no", "不"))
        return [ask.options.top for ask in asks]


class One(Cluster):
    """A cluster of that worker."""

    def __init__(self, echo: Echo) -> None:
        super().__init__(None, 1)
        self.places["here"] = Workplace("here", echo, Numerics("2", "cpu", "cpu", 1))

    async def pick(self, *_: Any, **__: Any) -> Workplace:
        return self.places["here"]


async def nothing(_: Iterable[str]) -> dict[str, Upload]:
    return {}


def question(top: int) -> Ask[ClassifyOptions]:
    return Ask(ClassifyOptions(top=top))


def test_those_that_wait_together_are_answered_in_one_call() -> None:
    async def work() -> None:
        echo = Echo()
        batches = Batches(One(echo), nothing)
        asked = [asyncio.create_task(batches.answer("classify", "m", question(i))) for i in range(1, 41)]
        await asyncio.sleep(0)
        echo.may.set()
        assert await asyncio.gather(*asked) == list(range(1, 41))
        assert max(echo.batches) == MOST
        assert len(echo.batches) < 10
        await batches.close()

    asyncio.run(work())


def test_what_one_model_refuses_is_no_matter_of_others() -> None:
    async def work() -> None:
        echo = Echo()
        echo.may.set()
        batches = Batches(One(echo), nothing)
        asked = [batches.answer("classify", model, question(3)) for model in ("good", "broken", "good")]
        first, second, third = await asyncio.gather(*asked, return_exceptions=True)
        assert (first, third) == (3, 3)
        assert isinstance(second, StartRefused)

    asyncio.run(work())


def test_who_gives_up_takes_nobody_along() -> None:
    async def work() -> None:
        echo = Echo()
        batches = Batches(One(echo), nothing)
        gone, stays = (asyncio.create_task(batches.answer("classify", "m", question(i))) for i in (1, 2))
        await asyncio.sleep(0)
        gone.cancel()
        echo.may.set()
        assert await stays == 2

    asyncio.run(work())


def test_a_full_queue_refuses_at_once() -> None:
    async def work() -> None:
        echo = Echo()
        batches = Batches(One(echo), nothing)
        asked = [asyncio.create_task(batches.answer("classify", "m", question(1))) for _ in range(MOST_WAITING)]
        await echo.asked.wait()
        more = [asyncio.create_task(batches.answer("classify", "m", question(2))) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        refused = [task for task in more if task.done()]
        assert refused
        for task in refused:
            with pytest.raises(NoWorker, match="wait for an answer already"):
                task.result()
        echo.may.set()
        assert set(await asyncio.gather(*asked)) == {1}
        await asyncio.gather(*more, return_exceptions=True)

    asyncio.run(work())
