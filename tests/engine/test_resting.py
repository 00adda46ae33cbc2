"""Paused runs that nobody looks at leave their worker and the server, and come back when somebody asks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from lossland.engine import cluster, course
from lossland.runs.rows import RunRow
from tests.engine.near import Near, near
from tests.engine.running import until


def test_a_paused_run_that_nobody_looks_at_leaves_its_worker_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "REST_SECONDS", 0.01)

    async def work(here: Near) -> None:
        run = await here.create()
        await here.engine.control(run.id, "step", 3)

        async def alone() -> bool:
            return not here.workshop._sessions

        await until(alone)
        assert here.cluster.places["near"].runs == set()
        assert here.engine.live_runs == 0
        assert (await here.engine.change(run.id, {"lr": 0.123})).params["lr"] == 0.123
        assert (await here.engine.control(run.id, "step", 2)).step == 5

    near(tmp_path, work)


def test_of_many_paused_runs_only_some_are_kept_at_hand_and_those_that_somebody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "MOST_RESTING", 3)

    async def work(here: Near) -> None:
        read = await here.create()
        stream = (await here.engine.hub(read.id)).subscribe()
        await anext(stream)
        rest = [await here.create() for _ in range(8)]
        for run in rest:
            await here.engine.control(run.id, "step", 3)

        async def few() -> bool:
            return len(here.workshop._sessions) <= 4

        await until(few)
        assert read.id in here.workshop._sessions
        assert here.engine.live_runs <= 4  # the server forgets the others, too
        assert len(here.cluster.places["near"].runs) <= 4
        for run in rest:
            assert (await here.engine.row(run.id)).state == "paused"
            row = await here.engine.control(run.id, "step", 2)
            assert (row.state, row.step) == ("paused", 5)
        await stream.aclose()

    near(tmp_path, work)


def test_a_run_is_not_let_go_while_somebody_asks_it_for_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between setting the speed and playing there is time enough to rest."""
    monkeypatch.setattr(course, "REST_SECONDS", 0.0)

    async def work(here: Near) -> None:
        run = await here.create()
        update = here.store.update

        async def slowly(identity: str, **columns: Any) -> RunRow:
            if "speed" in columns:
                await asyncio.sleep(0.1)
            return await update(identity, **columns)

        vars(here.store)["update"] = slowly
        await here.engine.control(run.id, "play", speed=1000.0)

        async def plays() -> bool:
            return (await here.engine.row(run.id)).step > 0

        await until(plays)

    near(tmp_path, work)
