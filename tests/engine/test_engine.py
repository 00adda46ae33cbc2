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
    child = running.do(running.engine.fork(run.id, 25, ""))
    running.do(running.engine.change(child.id, defaults(lr=0.004)))
    assert (child.parent, child.fork_step, child.step) == (run.id, at, at)
    same = running.do(running.engine.fork(run.id, at, ""))
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
        running.do(running.engine.fork(child.id, 3, ""))
    with pytest.raises(UnknownRun):
        running.do(running.engine.fork("none", 3, ""))


def test_a_diverging_run_says_where_and_keeps_its_history(running: Running) -> None:
    run = create(running, params=defaults(lr=10.0), play=True)

    async def over() -> bool:
        return (await running.engine.row(run.id)).state == "diverged"

    running.do(until(over))
    row = running.do(running.engine.row(run.id))
    assert row.message is not None
    assert row.message["en"].startswith(f"Diverged at step {row.step + 1}: “Training error (mean square)” is no longer")
    assert f"在第 {row.step + 1} 步发散：“训练误差 (均方)”不再" in row.message["zh"]
    assert "The error had risen step by step" in row.message["en"]
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
