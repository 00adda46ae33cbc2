"""Slicing, drawing, saving, replaying and disturbing never change a number."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lossland.engine.session import Session
from lossland.runs.blocks import rows
from lossland.runs.messages import Block, Checkpoint, Control, LogEntry, Opening, Order, Slice
from tests.support.examples import examples
from tests.support.noisy import Noisy, NoisyParams

LONG = 60.0


def opening(**changes: Any) -> Opening:
    start = NoisyParams(**changes.pop("params", {})).model_dump(mode="json")
    return Opening("r", "noisy", seed=3, device="cpu", start_params=start, **changes)


def session(**changes: Any) -> Session:
    return Session(Noisy(), opening(**changes))


def order(steps: int | None, **changes: Any) -> Order:
    return Order("r", changes.pop("generation", 0), changes.pop("budget", LONG), steps, **changes)


def metrics(blocks: list[Block | None]) -> dict[str, list[float]]:
    """Metric values by name, in the order of their steps, NaN as None; fails on a gap or a double."""
    series: dict[str, list[float]] = {"loss": [], "now_and_then": []}
    expected = None
    for block in blocks:
        if block is None:
            continue
        assert expected in (None, block.first)
        expected = block.last + 1
        found = rows(block)
        for name, column in series.items():
            column += found[name].tolist() if name in found else [float("nan")] * block.n
    return series


def same(a: dict[str, list[float]], b: dict[str, list[float]]) -> bool:
    return all(np.array_equal(a[name], b[name], equal_nan=True) for name in a)


def undisturbed(steps: int) -> dict[str, list[float]]:
    return metrics([session().advance(order(steps)).block])


@examples(20)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.booleans(), st.booleans(), st.integers(0, 2**31))
def test_slices_drawing_and_foreign_random_numbers_change_nothing(
    slices: list[int], draw: bool, keyframe: bool, disturbance: int
) -> None:
    run = session()
    done = []
    for steps in slices:
        torch.manual_seed(disturbance)
        np.random.seed(disturbance)
        random.seed(disturbance)
        done.append(run.advance(order(steps, frame=draw, keyframe=keyframe)).block)
    assert same(metrics(done), undisturbed(sum(slices))) or sum(slices) == 0


def test_the_session_leaves_torchs_generator_alone() -> None:
    torch.manual_seed(11)
    expected = torch.rand(3)
    torch.manual_seed(11)
    session().advance(order(5, frame=True))
    assert torch.rand(3).equal(expected)


def test_absent_metrics_are_nan_and_present_ones_are_not() -> None:
    values = undisturbed(7)
    assert [np.isnan(v) for v in values["now_and_then"]] == [True, True, False, True, True, False, True]
    assert np.isfinite(values["loss"]).all()


@examples(10)
@given(st.integers(0, 12), st.integers(1, 12))
def test_a_checkpoint_goes_on_as_if_nothing_had_happened(before: int, after: int) -> None:
    first = session()
    head = first.advance(order(before, keyframe=True))
    saved = head.keyframes[-1].checkpoint
    assert saved.step == before
    again = session(checkpoint=saved, replay_to=before)
    tail = again.advance(order(after))
    assert same(metrics([head.block, tail.block]), undisturbed(before + after))


def changed_run() -> tuple[list[Slice], Checkpoint]:
    """20 steps with a live change after step 6 and an action after step 11; the checkpoint of step 6, before both."""
    run = session()
    slices = [run.advance(order(6, keyframe=True))]
    run.post((Control("a", "params", {"lr": 0.1}),), 0)
    slices.append(run.advance(order(5)))
    run.post((Control("b", "action", {"kind": "nudge", "by": 2.0}),), 0)
    slices.append(run.advance(order(9)))
    return slices, slices[0].keyframes[-1].checkpoint


def test_the_log_says_after_which_step_a_control_took_hold() -> None:
    slices, _ = changed_run()
    assert [(e.step, e.control.id) for part in slices for e in part.applied] == [(6, "a"), (11, "b")]


def test_the_log_holds_what_was_changed_and_no_more() -> None:
    slices, _ = changed_run()
    assert [e.control.value for part in slices for e in part.applied] == [{"lr": 0.1}, {"kind": "nudge", "by": 2.0}]
    assert slices[-1].params == NoisyParams(lr=0.1).model_dump()


@pytest.mark.parametrize("second", [{"length": 500}, NoisyParams(lr=0.1, length=500).model_dump()])
def test_changes_are_laid_over_one_another(second: dict[str, Any]) -> None:
    """Also those of runs from before the log held changes alone: each entry then held all that was in force."""
    log = (LogEntry(2, Control("a", "params", {"lr": 0.1})), LogEntry(4, Control("b", "params", second)))
    again = session(log=log, replay_to=6)
    assert again.advance(order(0)).params == NoisyParams(lr=0.1, length=500).model_dump()


@pytest.mark.parametrize("replay_to", [6, 9, 11, 12, 20])
@pytest.mark.parametrize("budget", [LONG, 0.0])
@pytest.mark.parametrize("from_start", [False, True])
def test_replay_repeats_controls_at_their_steps_and_reports_only_what_is_new(
    replay_to: int, budget: float, from_start: bool
) -> None:
    slices, saved = changed_run()
    log = tuple(entry for part in slices for entry in part.applied if entry.step <= replay_to)
    again = session(checkpoint=None if from_start else saved, log=log, replay_to=replay_to)
    parts: list[Slice] = []
    while (parts[-1].step if parts else 0) < replay_to or parts[-1].replaying:
        parts.append(again.advance(order(0, budget=budget)))
    assert all(part.block is None and part.applied == () for part in parts)
    assert again.step == replay_to
    for entry in (entry for part in slices for entry in part.applied if entry.step > replay_to):
        parts.append(again.advance(order(entry.step - again.step)))
        again.post((entry.control,), 0)
    parts.append(again.advance(order(20 - again.step)))
    expected = metrics([part.block for part in slices])
    tail = {name: column[replay_to:] for name, column in expected.items()}
    assert same(metrics([part.block for part in parts]), tail)


def test_a_run_is_charged_what_its_thread_has_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the time that other work on the machine took from it: its turns would come later still."""
    run = session()
    monkeypatch.setattr("lossland.engine.session.thread_time", iter([3.0, 3.25]).__next__)
    run.advance(order(1))
    assert run.used == 0.25


def test_a_newer_generation_stops_older_slices() -> None:
    run = session()
    run.post((), 1)
    assert run.advance(order(5)).block is None
    fresh = run.advance(order(5, generation=1)).block
    assert fresh is not None
    assert fresh.n == 5


def test_a_budget_of_nothing_still_makes_one_step() -> None:
    block = session().advance(order(None, budget=0.0)).block
    assert block is not None
    assert block.n == 1


def test_a_refused_action_is_reported_and_changes_nothing() -> None:
    run = session()
    run.advance(order(4))
    run.post((Control("x", "action", {"kind": "nudge", "by": 0.0}), Control("y", "action", {"kind": "jump"})), 0)
    part = run.advance(order(4))
    assert [identity for identity, _ in part.refused] == ["x", "y"]
    assert "allowed: 'nudge'" in dict(part.refused)["y"]
    assert part.applied == ()


def test_the_end_and_the_maximum_finish_a_run() -> None:
    for run in (session(params={"length": 5}), session(max_steps=5)):
        part = run.advance(order(None))
        assert (part.finished, part.step) == (True, 5)
        assert part.frame is not None
        assert part.keyframes[-1].checkpoint.step == 5


@pytest.mark.parametrize("slices", [[500], [1] * 60, [7] * 60])
def test_divergence_names_the_step_and_the_tensor_and_keeps_the_history(slices: list[int]) -> None:
    run = session()
    parts = [run.advance(order(10, keyframe=True))]
    run.post((Control("a", "params", NoisyParams(lr=1e30).model_dump()),), 0)
    for steps in slices:
        parts.append(run.advance(order(steps)))
        if parts[-1].failure:
            break
    failure = parts[-1].failure
    assert failure is not None
    assert failure.kind == "diverged"
    assert failure.tensor is not None
    kept = metrics([part.block for part in parts])
    assert np.isfinite(kept["loss"]).all()
    assert len(kept["loss"]) >= failure.step - 1 >= 10
    assert run.step == failure.step - 1
    assert parts[-1].frame is not None


def test_an_exception_of_the_lab_fails_the_run_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    run = session()

    def broken(*_: object) -> None:
        raise RuntimeError("singular matrix")

    run.advance(order(3))
    monkeypatch.setattr(run.lab, "step", broken)
    failure = run.advance(order(3)).failure
    assert failure is not None
    assert (failure.kind, failure.step, failure.detail) == ("failed", 4, "RuntimeError: singular matrix")


def test_replay_of_an_empty_log_from_the_start_is_the_start() -> None:
    assert session(log=(LogEntry(0, Control("a", "params", NoisyParams(lr=0.5).model_dump())),)).advance(
        order(0)
    ).params["lr"] == pytest.approx(0.5)


def test_a_slice_keeps_a_picture_at_every_landmark_it_passes() -> None:
    run = session()
    assert [kept.checkpoint.step for kept in run.advance(order(0)).keyframes] == [0]
    assert [kept.checkpoint.step for kept in run.advance(order(12)).keyframes][:6] == [1, 2, 3, 4, 6, 10]
    assert [kept.checkpoint.step for kept in run.advance(order(2)).keyframes] == []


def test_no_picture_is_kept_of_what_came_after_a_divergence() -> None:
    run = session()
    run.advance(order(10, keyframe=True))
    run.post((Control("a", "params", NoisyParams(lr=1e30).model_dump()),), 0)
    part = run.advance(order(500))
    assert part.failure is not None
    assert part.keyframes
    assert all(kept.checkpoint.step < part.failure.step for kept in part.keyframes)


def test_a_frame_at_rest_says_how_the_state_measures_and_one_in_motion_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def measure(self: Noisy, s: Any, p: NoisyParams) -> dict[str, Tensor]:
        return {"loss": torch.tensor(float(s.note == "nudged")), "wild": torch.tensor(float("inf"))}

    monkeypatch.setattr(Noisy, "measure", measure)
    run = session()
    part = run.advance(order(3, frame=True))
    assert part.frame is not None
    assert "metrics" not in json.loads(part.frame)
    run.post((Control("a", "action", {"kind": "nudge", "by": 2.0}),), 0)
    part = run.advance(order(0, frame=True, keyframe=True))
    assert part.frame is not None
    assert json.loads(part.frame)["metrics"] == {"loss": 1.0}
    assert part.keyframes[-1].frame == part.frame
