"""Runs on a real cluster: driven, changed, forked and watched."""

from __future__ import annotations

import asyncio
import json

import numpy as np
import pytest

from lossland.runs.errors import ActionRefused, RunEnded, UnknownKeyframe, UnknownRun
from lossland.runs.messages import Control, LogEntry
from tests.engine.running import (
    LAB,
    Running,
    create,
    defaults,
    stored,
    undisturbed,
    until,
    values,
    wait_for_step,
)


def test_steps_pause_and_play_do_what_they_say(running: Running) -> None:
    run = create(running)
    assert running.do(running.engine.control(run.id, "step", 7)).step == 7
    assert running.do(running.engine.control(run.id, "step", 3)).step == 10
    playing = running.do(running.engine.control(run.id, "play"))
    assert playing.state == "playing"
    wait_for_step(running, run.id, 100)
    paused = running.do(running.engine.control(run.id, "pause"))
    assert paused.state == "paused"
    assert max(values(stored(running, run.id))) == paused.step == running.do(running.engine.row(run.id)).step
    ended = running.do(running.engine.control(run.id, "stop"))
    assert ended.state == "done"
    with pytest.raises(RunEnded, match="forked"):
        running.do(running.engine.control(run.id, "play"))


def test_steps_asked_for_at_once_are_all_made(running: Running) -> None:
    async def both() -> tuple[int, int]:
        run = await running.engine.create(lab=LAB, params=defaults(), seed=5, play=False, watched=False)
        await asyncio.gather(*(running.engine.control(run.id, "step", 1) for _ in range(3)))  # the first opens the run
        first = (await running.engine.row(run.id)).step
        await running.engine.control(run.id, "play")
        await until(lambda: past(run.id, 50))
        paused = (await running.engine.control(run.id, "pause")).step
        await asyncio.gather(*(running.engine.control(run.id, "step", steps) for steps in (2, 5)))
        return first, (await running.engine.row(run.id)).step - paused

    async def past(run: str, step: int) -> bool:
        return (await running.engine.row(run)).step >= step

    assert running.do(both()) == (3, 7)


<<<<<<< HEAD
=======
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
    call, next_order = Workplace.call, Driver._next_order
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

    def next_order_seen(driver: Driver) -> tuple[Order | None, float]:
        order, delay = next_order(driver)
        if held.is_set() and not looked.is_set():
            orders.extend([order] if order else [])
            if order or read.is_set():
                looked.set()
        return order, delay

    async def change() -> str:
        run = await running.engine.create(lab=LAB, params=defaults(), seed=5, play=False, watched=False)
        await running.engine.control(run.id, "step", 1)
        monkeypatch.setattr(Workplace, "call", call_late)
        monkeypatch.setattr(Driver, "_next_order", next_order_seen)
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


>>>>>>> main
def test_a_slow_run_steps_one_at_a_time(running: Running) -> None:
    run = create(running)

    async def observe() -> list[int]:
        hub = await running.engine.hub(run.id)
        await running.engine.control(run.id, "play", speed=50.0)
        sizes = []
        async for event in hub.subscribe():
            if b"event: metrics" in event:
                sizes.append(json.loads(event.split(b"data: ")[1])["n"])
            if len(sizes) == 5:
                break
        await running.engine.control(run.id, "pause")
        return sizes

    assert max(running.do(observe())) <= 3


def test_changes_hold_when_the_call_returns(running: Running) -> None:
    run = create(running)
    running.do(running.engine.control(run.id, "step", 4))
    changed = running.do(running.engine.change(run.id, defaults(lr=0.002)))
    assert changed.params["lr"] == pytest.approx(0.002)
    assert changed.start_params["lr"] != pytest.approx(0.002)
    log = running.do(running.store.log(run.id))
    assert [(entry.step, entry.control.kind) for entry in log] == [(4, "params")]
    with pytest.raises(ActionRefused):
        running.do(running.engine.act(run.id, {"kind": "no such action"}))


def test_a_fork_goes_on_from_its_keyframe_with_one_knob_changed(running: Running) -> None:
    run = create(running)
    running.do(running.engine.control(run.id, "step", 20))
    running.do(running.engine.control(run.id, "step", 20))
    at = max(step for step in running.do(running.store.keyframes(run.id)) if step <= 25)  # 20 where slices are long
    child = running.do(running.engine.fork(run.id, 25, defaults(lr=0.004), ""))
    assert (child.parent, child.fork_step, child.step) == (run.id, at, at)
    same = running.do(running.engine.fork(run.id, at, None, ""))
    for each in (child, same):
        running.do(running.engine.control(each.id, "step", 40 - at))
    parent, unchanged, changed = (values(stored(running, each)) for each in (run.id, same.id, child.id))
    assert unchanged == {step: row for step, row in parent.items() if step > at}
    assert changed.keys() == unchanged.keys()
    assert changed != unchanged
    control = LogEntry(at, Control("x", "params", defaults(lr=0.004)))
    expected = undisturbed(run, [control], 40)
    assert changed == {step: row for step, row in expected.items() if step > at}
    with pytest.raises(UnknownKeyframe):
        running.do(running.engine.fork(child.id, 3, None, ""))
    with pytest.raises(UnknownRun):
        running.do(running.engine.fork("none", 3, None, ""))


def test_a_diverging_run_says_where_and_keeps_its_history(running: Running) -> None:
    run = create(running, params=defaults(lr=10.0), play=True)

    async def over() -> bool:
        return (await running.engine.row(run.id)).state == "diverged"

    running.do(until(over))
    row = running.do(running.engine.row(run.id))
    assert row.message is not None
    assert "Diverged at step" in row.message["en"]
    assert "发散" in row.message["zh"]
    history = values(stored(running, run.id))
    assert max(history) == row.step
    hub = running.do(running.engine.hub(run.id))
    assert hub.frame is not None


def test_readers_see_every_metric_once_across_reconnects(running: Running) -> None:
    run = create(running)

    async def read(seed: int) -> list[int]:
        rng = np.random.default_rng(seed)
        hub = await running.engine.hub(run.id)
        seen: list[int] = []
        while True:
            left = int(rng.integers(1, 12))
            async for event in hub.subscribe(seen[-1] if seen else None):
                if b"event: metrics" in event:
                    data = json.loads(event.split(b"data: ")[1])
                    seen += range(data["first"], data["first"] + data["n"])
                    left -= 1
                if b"event: end" in event:
                    return seen
                if left == 0:
                    break

    async def all_of_them() -> list[list[int]]:
        readers = [asyncio.create_task(read(seed)) for seed in range(12)]
        await running.engine.control(run.id, "play")

        async def far() -> bool:
            return (await running.engine.row(run.id)).step >= 3000

        await until(far)
        await running.engine.control(run.id, "stop")
        return await asyncio.gather(*readers)

    seen = running.do(all_of_them())
    last = running.do(running.engine.row(run.id)).step
    assert all(steps == list(range(1, last + 1)) for steps in seen)


def test_a_deleted_run_is_gone(running: Running) -> None:
    run = create(running, play=True)
    wait_for_step(running, run.id, 10)
    running.do(running.engine.delete(run.id))
    with pytest.raises(UnknownRun):
        running.do(running.engine.row(run.id))
    assert stored(running, run.id) == []
