"""What every run keeps: its seed decides its numbers, and nothing that is done beside it changes one."""

from __future__ import annotations

import random

import numpy as np
import torch

from lossland.registry import AnyLab
from tests.support.cases import Tried, undisturbed
from tests.support.registry import every_case, every_run
from tests.support.runs import STEPS, advance, driven, equal, numbers, played, session, straight

FEW = 4
"""Steps in which chance must have shown itself."""
APART = 7
"""Steps between two disturbances of a case; a run of the defaults is disturbed at every step."""


@every_run
def test_same_seed_same_metrics(lab: AnyLab) -> None:
    assert equal(straight(lab), numbers(advance(session(lab), STEPS)))


@every_run
def test_another_seed_other_metrics_where_anything_is_drawn_at_random(lab: AnyLab) -> None:
    p, rng = lab.Params.model_validate(played(lab)), torch.Generator().manual_seed(0)
    untouched = rng.get_state()
    state = lab.start(p, rng, torch.device("cpu"))
    lab.adopt(state, p, None)
    lab.step(state, p)
    random = not torch.equal(rng.get_state(), untouched)
    tried = [played(lab), *(preset.params for preset in lab.presets if random)]  # noise may be off at first
    differs = any(
        not equal(*(numbers(advance(session(lab, seed, params), FEW)) for seed in (0, 1))) for params in tried
    )
    assert differs is random, (
        "another seed gives the same numbers: draw from `rng` in `start`, and keep it to draw later"
    )


@every_run
def test_its_metrics_are_finite_and_declared(lab: AnyLab) -> None:
    assert straight(lab)
    assert set(straight(lab)) <= set(lab.metrics)
    run = session(lab)
    for _ in range(3):
        row = lab.step(run.state, run.p)
        assert all(v.dim() == 0 and torch.isfinite(v) for v in row.values())


@every_run
def test_metrics_read_at_once_equal_those_read_at_the_end(lab: AnyLab) -> None:
    """A metric that aliases the state would change under the reader's eyes."""
    assert equal(numbers(*driven(session(lab), STEPS)), straight(lab))


@every_run
def test_drawing_every_step_changes_nothing(lab: AnyLab) -> None:
    assert equal(numbers(*driven(session(lab), STEPS, frame=True)), straight(lab))


@every_case
def test_foreign_random_numbers_change_nothing(tried: Tried) -> None:
    run, parts = tried.session(), []
    apart = 1 if tried.name == "defaults" else APART
    for until in range(apart, tried.case.steps + apart, apart):
        torch.manual_seed(until)
        np.random.seed(until)
        random.seed(until)
        parts += driven(run, min(until, tried.case.steps), tried.log, at_a_time=apart)
        if parts[-1].finished:
            break
    assert equal(numbers(*parts), undisturbed(tried)[0])


@every_case
def test_saving_and_restoring_in_the_middle_changes_nothing(tried: Tried) -> None:
    run, steps = tried.session(), tried.case.steps
    head = driven(run, steps // 2, tried.log, at_a_time=steps, keyframe=True)
    saved = head[-1].keyframes[-1].checkpoint
    again = tried.session(checkpoint=saved, replay_to=saved.step)
    tail = driven(again, steps, tried.log, at_a_time=steps)
    assert equal(numbers(*head, *tail), undisturbed(tried)[0])
    assert again.draw() == undisturbed(tried)[1]
