"""What the lesson, the presets and the captions of the learning rate lab say is measured."""

from __future__ import annotations

import math
from typing import Any

import pytest

from lossland.algorithms.nets.many_mlps import forward_all
from lossland.labs.optimizers.learning_rate.experiment import State
from lossland.labs.optimizers.learning_rate.params import RUNS, SCHEDULES
from tests.labs.optimizers.learning_rate.test_experiment import LAB, run
from tests.support.lessons import linked

DECAYS = ("step", "exponential", "inverse", "cosine")
EPOCH = math.ceil(1797 / 32)


def preset(slug: str) -> dict[str, Any]:
    return next(dict(one.params) for one in LAB.presets if one.slug == slug)


def ends(s: State, updates: int) -> dict[str, float]:
    """Mean loss of the last updates, by schedule."""
    return {name: float(s.losses[RUNS + k, -updates:].mean()) for k, name in enumerate(SCHEDULES)}


def test_at_the_best_rate_time_is_short_and_every_decay_ends_higher_than_the_constant_rate() -> None:
    s, p, _ = run(1500)
    last = ends(s, 2 * EPOCH)
    assert p.alpha == 1
    assert all(1.5 < last[name] / last["constant"] < 5 for name in DECAYS)
    assert LAB.done(s, p)

    frame = LAB.draw(s, p)
    best = s.losses[:RUNS, -2 * EPOCH :].mean(1)  # (16,)
    tenth = float(frame["range_test"]["tenth.x"][0])
    assert 5 < float(s.rate[int(best.argmin()), 0]) / tenth < 20
    safe = int((s.rate[:RUNS, 0] / tenth).log().abs().argmin())
    assert float(best[safe]) > 5 * float(best.min())

    slow, fast = s.losses[2, 800:1201].mean(), s.losses[7, 8:13].mean()  # a hundred times the rate
    assert float(s.rate[7, 0] / s.rate[2, 0]) == pytest.approx(100, rel=1e-3)
    assert float(slow) == pytest.approx(float(fast), abs=0.15)


def test_from_twice_the_best_rate_only_warm_up_ends_low() -> None:
    s, _, _ = run(1500, **preset("past-the-valley"))
    last, best = ends(s, 2 * EPOCH), float(s.losses[10, -2 * EPOCH :].mean())
    assert float(s.rate[10, 0]) == pytest.approx(1)
    assert last["warm_up"] < min(best, *(last[name] for name in SCHEDULES if name != "warm_up"))
    assert all(last[name] > 5 * best for name in (*DECAYS, "constant"))
    assert float(s.rate[RUNS + SCHEDULES.index("warm_up"), 0]) == pytest.approx(0.4)


@pytest.mark.seeds(3)
def test_the_first_epoch_at_twice_the_best_rate_saturates_the_units(seed: int) -> None:
    s, _, _ = run(EPOCH, seed, alpha=2.0)
    h = forward_all(s.nets, s.x)[0].z.tanh()  # (R, 32, n)
    saturated = (h.abs() > 0.99).float().mean((1, 2))  # (R,)
    assert float(saturated[RUNS]) > 0.9
    assert float(saturated[RUNS + SCHEDULES.index("warm_up")]) < 0.05


def test_with_four_samples_at_a_time_every_decay_beats_the_constant_rate() -> None:
    s, _, _ = run(1200, **{**preset("small-batches"), "steps": 1200})
    last = ends(s, 450)
    assert all(last[name] < 0.5 * last["constant"] for name in DECAYS)


def test_of_rates_that_are_all_too_small_eight_stand_still_and_the_largest_wins() -> None:
    s, _, _ = run(100, **preset("all-too-small"))
    last, begun = s.losses[:RUNS, -20:].mean(1), float(s.losses[0, 0])
    assert ((last[:8] - last[0]).abs() < 0.02).all()
    assert (last[8:].diff() < 0).all()
    assert begun == pytest.approx(2.4, abs=0.02)
    assert float(last[-1]) < 1


def test_behind_the_cliff_of_four_relu_layers_lies_a_plateau_of_dead_networks() -> None:
    s, _, _ = run(250, **{**preset("deep-relu"), "steps": 250})
    last = s.losses[:RUNS, -100:].mean(1)
    assert 0.04 < float(s.rate[int(last.argmin()), 0]) < 0.2
    assert float(last[10]) == pytest.approx(math.log(10), abs=0.05)
    assert bool((forward_all(s.nets, s.x)[-2].z[10] <= 0).all())  # no unit of the last hidden layer passes anything


def test_the_lesson_leads_to_what_is_measured_here() -> None:
    assert linked(LAB) == ["small-batches", "past-the-valley", "all-too-small", "deep-relu"]
