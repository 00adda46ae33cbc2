"""The learning rate lab: rows are runs of their own, the valley and the cliff are there, diverged rows stay frozen."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from torch import nn

from lossland.algorithms.optimizers.rule import Rates, rule_of, stacked
from lossland.lab.views import Plot
from lossland.labs.optimizers.learning_rate.experiment import LIMIT, State, rate_table, rule_for
from lossland.labs.optimizers.learning_rate.lab import LearningRate
from lossland.labs.optimizers.learning_rate.params import RUNS, SCHEDULES, LearningRateParams
from lossland.labs.optimizers.learning_rate.pictures.axes import CEILING, FLOOR
from lossland.labs.optimizers.learning_rate.pictures.race import reach

LAB = LearningRate()
SMALL: dict[str, Any] = {"data": "moons", "width": 4, "steps": 60, "batch_size": 50}


def begin(seed: int = 0, **params: Any) -> tuple[State, LearningRateParams]:
    p = LearningRateParams.model_validate(params)
    return LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu")), p


def run(updates: int, seed: int = 0, **params: Any) -> tuple[State, LearningRateParams, dict[str, float]]:
    s, p = begin(seed, **params)
    metrics: dict[str, float] = {}
    for _ in range(updates):
        metrics = {name: float(value) for name, value in LAB.step(s, p).items()}
    return s, p, metrics


OPTIMIZERS: dict[str, Any] = {
    "sgd": lambda w, lr: torch.optim.SGD(w, lr=lr),
    "momentum": lambda w, lr: torch.optim.SGD(w, lr=lr, momentum=0.9),
    "nesterov": lambda w, lr: torch.optim.SGD(w, lr=lr, momentum=0.9, nesterov=True),
    "rmsprop": lambda w, lr: torch.optim.RMSprop(w, lr=lr, alpha=0.999),
    "adam": lambda w, lr: torch.optim.Adam(w, lr=lr, betas=(0.9, 0.999)),
}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_row_is_a_run_of_torch_optim(optimizer: str) -> None:
    settings: dict[str, Any] = {**SMALL, "optimizer": optimizer, "form": "library", "lowest": 1e-4, "highest": 0.1}
    s, p = begin(**settings)
    for row in (0, 5, 10):  # steps so large that rounding decides compare nothing
        model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2))
        nn.utils.vector_to_parameters(s.nets.theta[row], model.parameters())
        again, _ = begin(**settings)
        order = torch.Generator()
        order.set_state(again.rng.get_state())
        batches = torch.randperm(again.y.shape[1], generator=order).split(50)  # type: ignore[no-untyped-call]
        adapt = OPTIMIZERS[optimizer](model.parameters(), float(s.rate[row, 0]))
        for t in range(20):
            LAB.step(again, p)
            rows = batches[t]
            loss = nn.functional.cross_entropy(model(s.x[:, rows].T), s.y[:, rows].argmax(0))
            adapt.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adapt.step()
            assert float(again.losses[row, t + 1]) == pytest.approx(float(loss.detach()), rel=2e-4)
        flat = nn.utils.parameters_to_vector(model.parameters()).detach()
        torch.testing.assert_close(again.nets.theta[row], flat, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("form", ["course", "library"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_one_rule_with_a_column_of_rates_is_the_stacked_rule(optimizer: str, form: str) -> None:
    p = LearningRateParams.model_validate({"optimizer": optimizer, "form": form})
    rates = [0.01, 0.1, 3.0]
    like = torch.zeros(3, 1)
    rules = [rule_of(Rates(optimizer, form, alpha, p.beta, p.rho)) for alpha in rates]
    ours = rule_for(p, torch.tensor(rates)[:, None])
    for name, mine, theirs in zip(ours._fields, ours, stacked(rules, like), strict=True):
        if isinstance(theirs, bool):
            assert mine == theirs, name
        else:
            torch.testing.assert_close(torch.as_tensor(mine).expand(3, 1), torch.as_tensor(theirs), msg=name)


def test_rates_are_equal_ratios_then_the_schedules_then_the_range_test() -> None:
    p = LearningRateParams(steps=120, alpha=2.0, period=3, factor=0.5)
    table = rate_table(p, per_epoch=10).double()
    assert table.shape == (RUNS + len(SCHEDULES) + 1, 120)
    ratios = table[1:RUNS, 0] / table[: RUNS - 1, 0]
    torch.testing.assert_close(ratios, torch.full((RUNS - 1,), 10 ** (6 / 15), dtype=torch.float64), rtol=1e-4, atol=0)
    assert torch.equal(table[:RUNS, 0], table[:RUNS, -1])
    by_name = dict(zip(SCHEDULES, table[RUNS:-1], strict=True))
    e = torch.arange(120, dtype=torch.float64) // 10
    expected = {
        "constant": torch.full_like(e, 2.0),
        "step": 2 * 0.5 ** (e // 3),
        "exponential": 2 * 0.5 ** (e / 3),
        "inverse": 2 / (1 + e / 3),
        "cosine": 1 + torch.cos(math.pi * e / 12),
        "warm_up": 2 * ((e + 1) / 3).clamp(max=1),
    }
    for name, rates in expected.items():
        torch.testing.assert_close(by_name[name], rates, rtol=1e-5, atol=1e-6, msg=name)
    test = table[-1]
    torch.testing.assert_close(test[1:] / test[:-1], (test[1] / test[0]).expand(119), rtol=1e-3, atol=0)
    assert float(test[0]) == pytest.approx(1e-4)
    assert float(test[-1]) == pytest.approx(100, rel=1e-4)


def test_there_is_a_valley_and_then_a_cliff() -> None:
    s, p, metrics = run(400, steps=400)
    loss = LAB.draw(s, p)["valley"]["loss.y"]
    best = int(torch.where(loss.isnan(), math.inf, loss).argmin())
    assert 7 <= best <= 12
    assert loss[0] > 0.9 * s.losses[0, 0]  # too small: hardly begun
    assert (loss[1:best] < loss[: best - 1]).all()  # ten times the rate, further down
    assert not s.alive[-1]  # too large
    assert float(loss[best + 1].nan_to_num(CEILING)) > 20 * float(loss[best])  # the cliff is next to the best
    assert metrics["diverged"] == int((~s.alive[:RUNS]).sum()) >= 2
    assert metrics["best_rate"] == pytest.approx(float(s.rate[best, 0]))


@pytest.mark.parametrize("params", [{}, {"lowest": 1e-7, "highest": 0.1, "steps": 100}, SMALL])
def test_the_numbers_are_those_of_the_picture(params: dict[str, Any]) -> None:
    for updates in (1, 60):
        s, p, metrics = run(updates, **params)
        valley = LAB.draw(s, p)["valley"]
        assert metrics["best_rate"] == pytest.approx(float(valley["best.x"]), rel=1e-4)
        assert metrics["best_loss"] == pytest.approx(float(valley["best.y"]), rel=1e-4)


def test_a_diverged_row_is_frozen_and_marked_and_all_stay_finite() -> None:
    s, p, _ = run(100, steps=200, highest=1e4)
    gone = ~s.alive
    assert gone[:RUNS].sum() >= 3
    before = s.nets.theta.clone()
    for _ in range(50):
        metrics = LAB.step(s, p)
        assert all(torch.isfinite(value) for value in metrics.values())
    assert torch.equal(s.nets.theta[gone], before[gone])
    assert not torch.equal(s.nets.theta[s.alive], before[s.alive])
    assert torch.isfinite(s.nets.theta).all()
    assert float(s.losses.max()) <= LIMIT
    frame = LAB.draw(s, p)
    row = int(gone[:RUNS].nonzero()[0])
    ended = int(s.ended[row])
    assert frame["race"]["diverged.y"].eq(CEILING).all()
    assert len(frame["race"]["diverged.x"]) == int((~s.alive[:RUNS]).sum())
    drawn = frame["race"][f"run-{row}.y"]
    assert drawn[frame["race"][f"run-{row}.x"] >= ended].isnan().all()
    for r in range(RUNS):
        y = frame["race"][f"run-{r}.y"]
        y = y[~y.isnan()]
        assert ((y >= FLOOR) & (y <= CEILING)).all()


def test_the_range_test_breaks_near_the_cliff() -> None:
    s, p, _ = run(800, steps=800)
    frame = LAB.draw(s, p)
    best = float(frame["valley"]["best.x"])
    least = float(frame["range_test"]["least.x"])
    assert best / 10 < least < best * 10
    assert float(frame["range_test"]["tenth.x"][0]) == pytest.approx(least / 10)


def test_uniform_trials_lie_in_the_last_decade() -> None:
    s, p = begin(**SMALL)
    sampling = LAB.draw(s, p)["sampling"]
    assert float(sampling["uniform.y"][-1]) == pytest.approx(0.9, abs=0.03)
    assert sampling["log.y"].tolist() == pytest.approx([0.25] * 4, abs=0.05)
    for name in ("uniform.y", "log.y"):
        assert float(sampling[name].sum()) == pytest.approx(1)


def test_the_average_of_temperatures_follows_its_slider() -> None:
    s, p = begin(**SMALL)
    for beta, days in ((0.9, 10), (0.98, 50)):
        ewa = LAB.draw(s, p.model_copy(update={"average": beta}))["ewa"]
        assert float(ewa["length.customdata"]) == pytest.approx(days)
        assert float(ewa["memory.x"][1] - ewa["memory.x"][0]) == pytest.approx(days)
        assert float(ewa["plain.y"][0]) == pytest.approx((1 - beta) * float(s.temperature[0]), rel=1e-4)
        assert float(ewa["corrected.y"][0]) == pytest.approx(float(s.temperature[0]), rel=1e-4)


def test_what_the_lesson_counts() -> None:
    s, _ = begin()
    assert s.nets.theta.shape == (23, 2410)


def test_linked_pictures_share_their_keys() -> None:
    figures = LAB.figures(LearningRateParams())
    race, valley = figures["race"], figures["valley"]
    assert isinstance(race, Plot)
    assert isinstance(valley, Plot)
    assert race.linked == valley.linked == "rate"
    keys = [trace.meta["key"] for trace in race.figure.data if trace.meta and "key" in trace.meta]
    assert keys == list(range(RUNS))
    assert [trace.uid for trace in valley.figure.data if trace.meta.get("key") == "points"] == ["loss"]


@pytest.mark.parametrize("steps", [10, 60, 1500])
def test_the_curves_fill_their_axis(steps: int) -> None:
    assert reach(0, steps) == steps / 16
    for t in range(1, steps + 1):
        end = reach(t, steps)
        assert t <= end <= steps
        assert end < 2 * t or end == steps / 16
