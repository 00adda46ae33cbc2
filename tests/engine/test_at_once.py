"""What meets what: calls that arrive while another is on its way, and what cannot be stored in the middle of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lossland.engine import course
from lossland.lab.text import T
from lossland.runs.errors import NoWorker, RunEnded, StartRefused, UnknownRun, WorkerLost
from lossland.runs.messages import Failure, Order, Slice
from lossland.runs.rows import RunRow
from lossland.store.errors import DiskFull
from tests.engine.near import Held, Near, near
from tests.engine.running import LAB, defaults, until


async def reaches(here: Near, run: str, step: int) -> None:
    """Waits until so many steps are stored."""

    async def reached() -> bool:
        return (await here.engine.row(run)).step >= step

    await until(reached)


def test_a_run_that_is_paused_while_it_is_opened_plays_afterwards(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        held = here.hold("open")
        run = await here.engine.create(lab=LAB, params=defaults(), seed=5, play=True, watched=False)
        await held.reached.wait()
        pausing = asyncio.create_task(here.engine.control(run.id, "pause"))
        await asyncio.sleep(0)
        held.go.set()
        assert (await pausing).state == "paused"
        await here.engine.control(run.id, "play")
        await reaches(here, run.id, 1)

    near(tmp_path, work)


def test_a_run_that_diverges_while_it_is_stopped_has_diverged(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        run = await here.create()
        advance = here.workshop.advance
        held = Held(advance)

        async def diverging(order: Order) -> Slice:
            slice = await held.call(order)
            assert isinstance(slice, Slice)
            return replace(slice, failure=Failure("diverged", slice.step + 1, "w", "not finite"))

        vars(here.workshop)["advance"] = diverging
        await here.engine.control(run.id, "play")
        await held.reached.wait()
        stopping = asyncio.create_task(here.engine.control(run.id, "stop"))
        await asyncio.sleep(0)
        held.go.set()
        assert (await stopping).state == "diverged"
        stored = await here.store.run(run.id)
        assert stored is not None
        assert stored.state == "diverged"

    near(tmp_path, work)


def test_nothing_begins_any_more_while_a_run_is_being_stopped(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        run = await here.create()
        answers = await asyncio.gather(
            here.engine.control(run.id, "stop"),
            here.engine.control(run.id, "play"),
            here.engine.control(run.id, "step", 3),
            here.engine.control(run.id, "stop"),
            return_exceptions=True,
        )
        assert [type(answer) for answer in answers] == [RunRow, RunEnded, RunEnded, RunRow]
        stored = await here.store.run(run.id)
        assert stored is not None
        assert (stored.state, stored.step) == ("done", 0)

    near(tmp_path, work)


def test_a_run_that_is_deleted_while_it_is_opened_leaves_nothing_at_the_worker(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        held = here.hold("open")
        run = await here.engine.create(lab=LAB, params=defaults(), seed=5, play=True, watched=False)
        await held.reached.wait()
        opening = asyncio.create_task(here.workshop.open(*held.given[0], **held.given[1]))  # what the worker has by now
        await asyncio.sleep(0)
        await here.engine.delete(run.id)
        await opening
        assert here.cluster.places["near"].runs == set()
        assert here.workshop._sessions == {}

    near(tmp_path, work)


def test_a_run_that_is_being_deleted_is_unknown_to_all(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        run = await here.create()
        advance = here.hold("advance")
        waiting = asyncio.create_task(here.engine.control(run.id, "step", 5))
        await advance.reached.wait()
        close = here.hold("close")
        deleting = asyncio.create_task(here.engine.delete(run.id))
        await close.reached.wait()
        for asked in (
            here.engine.row(run.id),
            here.engine.hub(run.id),
            here.engine.control(run.id, "play"),
            here.engine.change(run.id, {"lr": 0.1}),
            here.engine.delete(run.id),
        ):
            with pytest.raises(UnknownRun):
                await asked
        close.go.set()
        await deleting
        with pytest.raises(UnknownRun):
            await waiting
        assert here.engine.live_runs == 0
        assert await here.store.run(run.id) is None

    near(tmp_path, work)


def test_a_run_whose_end_finds_the_disk_full_ends_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "ROOM_SECONDS", 0.01)

    async def work(here: Near) -> None:
        async def refuse(*args: Any, **options: Any) -> Any:
            raise StartRefused(T("no", "不行"))

        vars(here.workshop)["open"] = refuse
        update = here.store.update
        full = asyncio.Event()

        async def no_room(run: str, **columns: Any) -> RunRow:
            full.set()
            raise DiskFull

        vars(here.store)["update"] = no_room
        run = await here.engine.create(lab=LAB, params=defaults(), seed=5, play=True, watched=False)
        await full.wait()
        vars(here.store)["update"] = update

        async def over() -> bool:
            return (await here.engine.row(run.id)).state == "failed"

        await until(over)

    near(tmp_path, work)


def test_a_run_that_is_gone_from_the_store_is_driven_no_longer(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        run = await here.create(play=True)
        await here.store.delete(run.id)

        async def let_go() -> bool:
            return here.engine.live_runs == 0

        await until(let_go)

    near(tmp_path, work)


def test_a_change_that_could_not_be_sent_is_made_where_the_run_is_taken_up_again(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        run = await here.create()
        post = here.workshop.post
        failed: list[str] = []

        async def lose_one(*args: Any) -> None:
            if args[1] and not failed:
                failed.append(args[0])
                raise OSError("Too many open files")
            await post(*args)

        vars(here.workshop)["post"] = lose_one
        row = await here.engine.change(run.id, {"lr": 0.123})
        assert (failed, row.params["lr"]) == ([run.id], 0.123)
        assert [type(why) for why in here.cluster.losses] == [WorkerLost]

    near(tmp_path, work)


def test_a_change_that_nobody_waits_for_any_more_is_not_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lossland.engine.driver.EFFECT_SECONDS", 0.05)

    async def work(here: Near) -> None:
        held = here.hold("open")
        run = await here.engine.create(lab=LAB, params=defaults(), seed=5, play=False, watched=False)
        await held.reached.wait()
        with pytest.raises(NoWorker):
            await here.engine.change(run.id, {"lr": 0.123})
        held.go.set()
        await here.engine._drivers[run.id].begun.wait()
        assert (await here.engine.row(run.id)).params["lr"] == defaults()["lr"]

    near(tmp_path, work)


def test_a_playing_run_without_a_worker_goes_on_when_one_is_there(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        pick, offered = here.cluster.pick, asyncio.Event()

        async def nobody(*args: Any, **options: Any) -> Any:
            raise NoWorker(T("no worker", "没有计算进程"))

        async def later(device: str) -> None:
            await offered.wait()

        vars(here.cluster)["pick"] = nobody
        vars(here.cluster)["offered"] = later
        run = await here.create(play=True)
        assert (await here.engine.row(run.id)).state == "paused"
        vars(here.cluster)["pick"] = pick
        offered.set()
        await reaches(here, run.id, 1)
        assert (await here.engine.row(run.id)).state == "playing"

    near(tmp_path, work)


def test_a_pause_or_stop_that_meets_the_end_of_its_run_finds_it_at_rest(tmp_path: Path) -> None:
    async def work(here: Near) -> None:
        run = await here.create()
        await here.engine.control(run.id, "stop")
        assert (await here.engine.control(run.id, "pause")).state == "done"
        assert (await here.engine.control(run.id, "stop")).state == "done"
        with pytest.raises(RunEnded):
            await here.engine.control(run.id, "play")

    near(tmp_path, work)
