"""Calls of a worker travel side by side: what is under way at once, and what overtakes what."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from lossland.engine.actor import ComputeThread, Workshop
from lossland.engine.cluster import Cluster, Workplace
from lossland.engine.controls import Controls
from lossland.engine.orders import IN_FLIGHT, Orders
from lossland.engine.pacing import Pacing
from lossland.runs.messages import Control, Numerics, Order, Slice
from lossland.runs.rows import RunRow
from tests.engine.running import (
    LAB,
    Running,
    create,
    defaults,
    wait_for_step,
)


def test_a_change_made_while_the_run_is_being_opened_is_made_once(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment at which the numerics are stored: a worker holds the run, but its driver has not gone on yet."""
    update, commit, add = running.store.update, running.store.commit, Controls.add
    changes: list[asyncio.Task[RunRow]] = []
    applied: list[str] = []
    given = asyncio.Event()

    def add_seen(controls: Controls, control: Control) -> asyncio.Future[None]:
        given.set()  # whoever waits for it goes on once the driver has done with the change what it does at once
        return add(controls, control)

    async def update_slowly(run: str, **columns: Any) -> RunRow:
        if "numerics" in columns and not changes:
            value = {"kind": "move_point", "index": 0, "x": 0.5, "y": 0.5}
            changes.append(asyncio.create_task(running.engine.act(run, value)))
            await given.wait()
        return await update(run, **columns)

    async def commit_seen(slice: Slice) -> RunRow:
        applied.extend(entry.control.id for entry in slice.applied)
        return await commit(slice)

    async def open_and_wait() -> None:
        run = await running.engine.create(
            lab=LAB, params=defaults(data={"kind": "points"}), seed=5, play=False, watched=False
        )
        await running.engine.control(run.id, "step", 1)
        await asyncio.gather(*changes)
        await running.engine.control(run.id, "step", 1)

    monkeypatch.setattr(Controls, "add", add_seen)
    monkeypatch.setattr(running.store, "update", update_slowly)
    monkeypatch.setattr(running.store, "commit", commit_seen)
    running.do(open_and_wait())
    assert len(applied) == len(changes) == 1


def test_a_change_that_an_order_overtakes_is_made_all_the_same(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calls of a worker travel side by side: an order given after a change may arrive before it."""
    call, next_order = Workplace.call, Orders.next
    held, read, looked, ordered = (asyncio.Event() for _ in range(4))
    orders: list[Order] = []

    async def call_late(place: Workplace, method: str, *args: Any, **options: Any) -> Any:
        if method == "post" and args[1]:
            held.set()
            await looked.wait()
            if orders:
                await ordered.wait()
        answer = await call(place, method, *args, **options)
        if method == "advance" and orders:
            ordered.set()
        return answer

    def next_order_seen(of: Orders, now: float, **changes: Any) -> tuple[Order | None, float]:
        order, delay = next_order(of, now, **changes)
        if held.is_set() and not looked.is_set():
            orders.extend([order] if order else [])
            if order or read.is_set():
                looked.set()
        return order, delay

    async def change() -> str:
        run = await running.engine.create(lab=LAB, params=defaults(), seed=5, play=False, watched=False)
        await running.engine.control(run.id, "step", 1)
        monkeypatch.setattr(Workplace, "call", call_late)
        monkeypatch.setattr(Orders, "next", next_order_seen)
        changing = asyncio.create_task(running.engine.change(run.id, defaults(lr=0.002)))
        await held.wait()
        read.set()
        events = (await running.engine.hub(run.id)).subscribe()
        await anext(events)  # a reader comes: the run's driver looks what there is to do
        await changing
        await events.aclose()
        return run.id

    monkeypatch.setattr("lossland.engine.driver.EFFECT_SECONDS", 5.0)
    run = running.do(change())
    assert running.do(running.engine.row(run)).params["lr"] == 0.002


def test_paused_runs_take_nothing_from_one_that_plays(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its slices are those of a run that has the worker for itself, and several of them are under way."""
    call, next_slice = Workplace.call, Pacing.next_slice
    sharing: set[int] = set()
    flight, most = 0, 0

    async def call_seen(place: Workplace, method: str, *args: Any, **options: Any) -> Any:
        nonlocal flight, most
        flight += method == "advance"
        most = max(most, flight)
        try:
            return await call(place, method, *args, **options)
        finally:
            flight -= method == "advance"

    def next_slice_seen(pacing: Pacing, now: float, runs: int, readers: int) -> tuple[float, bool]:
        sharing.add(runs)
        return next_slice(pacing, now, runs, readers)

    for _ in range(12):
        running.do(running.engine.control(create(running).id, "step", 2))
    (place,) = running.engine.workers
    assert len(place.runs) >= 12
    assert place.busy == set()
    monkeypatch.setattr(Workplace, "call", call_seen)
    monkeypatch.setattr(Pacing, "next_slice", next_slice_seen)
    run = create(running, play=True)
    wait_for_step(running, run.id, 100)
    assert place.busy == {run.id}
    running.do(running.engine.control(run.id, "pause"))
    assert place.busy == set()
    assert sharing == {1}
    assert most == IN_FLIGHT


def test_two_workshops_of_one_process_compute_one_after_another() -> None:
    """A worker may be given a second actor; two computing threads would swap torch's generators under each other."""
    assert Workshop()._compute is Workshop()._compute


def test_a_picture_is_asked_where_fewest_are_asked_already() -> None:
    async def work() -> None:
        cluster = Cluster(None, 1)
        numerics = Numerics("2", "cpu", "cpu", 1)
        for name in ("a", "b"):
            cluster.places[name] = Workplace(name, None, numerics)
        first = await cluster.pick("auto")
        first.frames += 1
        second = await cluster.pick("auto")
        assert {first.address, second.address} == {"a", "b"}

    asyncio.run(work())


def test_how_long_the_job_in_hand_has_taken_is_known() -> None:
    async def work() -> None:
        thread = ComputeThread()
        begun, go = threading.Event(), threading.Event()

        def job() -> None:
            begun.set()
            go.wait()

        assert thread.busy_seconds is None
        working = asyncio.create_task(thread.run(0, 0.0, job))
        try:
            await asyncio.to_thread(begun.wait)
            assert thread.busy_seconds is not None
        finally:
            go.set()  # else a failure would wait for its own job for ever
        await working
        thread.stop()
        assert thread.busy_seconds is None

    asyncio.run(work())
