"""The gradient flow lab: the line tilts as the theory says, presets do what they promise, the pictures show it."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

from lossland.algorithms.nets.gradient_check import BUGS
from lossland.algorithms.nets.signal_flow import ORDERS
from lossland.labs.optimizers.gradient_flow.lab import BLOCKS, GradientFlow, State, design_of, gain_of, measured
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from lossland.labs.optimizers.gradient_flow.pictures.layers import SPAN

LAB = GradientFlow()


def begin(seed: int = 0, **params: Any) -> tuple[State, GradientFlowParams]:
    p = GradientFlowParams.model_validate(params)
    return LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu")), p


def run(updates: int, **params: Any) -> tuple[State, GradientFlowParams, list[dict[str, float]]]:
    s, p = begin(**params)
    return s, p, [{name: float(value) for name, value in LAB.step(s, p).items()} for _ in range(updates)]


@pytest.mark.parametrize(("gain", "factor"), [(1.0, 0.5), (math.sqrt(2), 1.0), (2.0, 2.0)])
def test_dragging_the_gain_tilts_the_line_by_half_its_square(gain: float, factor: float) -> None:
    s, p = begin(gain=gain)
    frame = LAB.draw(s, p)
    for view in ("gradients", "signals"):
        measured_factor, expected = frame[view]["known.customdata"][0].tolist()
        assert expected == pytest.approx(factor)
        assert measured_factor == pytest.approx(factor, rel=0.1)
    y = frame["gradients"]["now.y"]
    tilt = float(y[0] - y[-1])
    assert tilt == pytest.approx(15 * math.log10(factor), abs=0.8)  # the norm is the root of the square
    theory = frame["gradients"]["expected.y"]
    assert float(theory[0] - theory[-1]) == pytest.approx(15 * math.log10(factor), abs=1e-6)
    span = frame["gradients"]["span.y"]
    assert float(span[1] - span[0]) >= 2 * SPAN  # a level line looks level
    assert torch.equal(frame["gradients"]["now.y"], frame["gradients"]["begun.y"])


def test_relus_weight_gradients_stay_level_when_the_signals_do_not() -> None:
    s, _ = begin(gain=1.0)
    assert float(s.now.gradient[-1] / s.now.gradient[0]) > 1e4
    assert float(s.now.weights.max() / s.now.weights.min()) < 3


@pytest.mark.parametrize(
    ("init", "deviation"), [("zero", 0.0), ("small", 0.01), ("xavier", (2 / 128) ** 0.5), ("he", (2 / 64) ** 0.5)]
)
def test_initialisations_have_their_deviations(init: str, deviation: float) -> None:
    s, p = begin(init=init)
    assert gain_of(p) / math.sqrt(p.width) == pytest.approx(deviation)
    blocks = s.theta[4160 : 4160 + 30 * 4160].view(30, 4160)[:, :4096]
    assert float(blocks.std()) == pytest.approx(deviation, rel=0.02, abs=1e-12)
    assert int((s.theta == 0).sum()) >= 31 * 64 + 10  # biases


def test_what_is_measured_is_what_finite_differences_say() -> None:
    s, p = begin(depth=3, width=6, activation="tanh", gain=1.3, batch_size=8, batch_norm=True, residual="add")
    d, x, y = design_of(p), s.x[:, :8], s.y[:, :8]
    _, _, gradient, layers = measured(s.theta, d, x, y)
    for i in torch.randint(0, len(s.theta), (40,), generator=torch.Generator().manual_seed(0)).tolist():
        step = torch.zeros_like(s.theta)
        step[i] = 1e-6
        up, down = (measured(s.theta + sign * step, d, x, y)[0] for sign in (1, -1))
        assert float(gradient[i]) == pytest.approx(float(up - down) / 2e-6, rel=1e-4, abs=1e-8)
    assert layers.variance.shape == layers.gradient.shape == (4,)


def test_he_learns_where_gain_one_does_not() -> None:
    stuck = run(250, depth=10, gain=0.3)[2]
    learned = run(250, depth=10, init="he", lr=0.03)[2]
    assert sum(row["accuracy"] for row in stuck[-20:]) / 20 < 0.3
    assert sum(row["accuracy"] for row in learned[-20:]) / 20 > 0.8


def test_clipping_bounds_every_step_and_saves_an_exploding_run() -> None:
    assert not math.isfinite(run(40, gain=2.0)[2][-1]["loss"])
    s, _, rows = run(40, gain=2.0, clip=1.0)
    assert all(math.isfinite(value) for row in rows for value in row.values())
    assert rows[0]["gradient_norm"] > 100
    assert all(row["step_norm"] <= 1 + 1e-9 for row in rows)
    before = s.theta
    LAB.step(s, GradientFlowParams(gain=2.0, clip=1.0, lr=0.5))
    assert float((s.theta - before).norm()) <= 0.5 + 1e-9


def test_zero_weights_move_only_the_last_bias() -> None:
    s, p = begin(init="zero", depth=5)
    before = s.theta.clone()
    for _ in range(5):
        LAB.step(s, p)
    moved = (s.theta != before).nonzero().flatten()
    assert moved.tolist() == list(range(len(before) - 10, len(before)))
    frame = LAB.draw(s, p)
    assert frame["gradients"]["now.y"].isnan().all()
    assert len(frame["gradients"]["zero.x"]) == 1


def test_deep_and_exploding_is_drawn_in_finite_numbers() -> None:
    for gain in (4.0, 0.05):
        s, p = begin(gain=gain, depth=100)
        y = LAB.draw(s, p)["gradients"]["now.y"]
        assert torch.isfinite(y).all()
        assert float((y[0] - y[-1]).abs()) > 40


def test_a_hundred_blocks_divided_by_root_two_are_level() -> None:
    s, p = begin(init="he", residual="root2", depth=100)
    y = LAB.draw(s, p)["signals"]["now.y"]
    assert float(y.max() - y.min()) < 2.5  # a random walk; without the root it climbs 30 powers of ten
    assert torch.allclose(LAB.draw(s, p)["signals"]["expected.y"], y[:1].double(), atol=1e-6)


def test_orders_are_told_apart() -> None:
    s, p = begin(init="he")
    table = {
        name: dict(zip(ORDERS, column.tolist(), strict=True)) for name, column in LAB.draw(s, p)["orders_table"].items()
    }
    back, mean = table["backwards"], table["mean"]
    assert back["plain"] == pytest.approx(math.pi / (math.pi - 1), rel=0.15)
    assert all(back["norm_after_add"] > 1.1 * back[name] for name in ("original", "relu_only_pre", "full_pre"))
    assert abs(mean["relu_before_add"]) > 1 > 5 * abs(mean["full_pre"])
    assert LAB.draw(s, p)["orders"]["full_pre.y"].shape == (BLOCKS + 1,)


def test_the_check_draws_the_bug_that_was_planted() -> None:
    s, p = begin()
    planted = BUGS[s.secret]
    assert planted != "none"
    surprise = LAB.draw(s, p)["check"]
    named = LAB.draw(s, p.model_copy(update={"bug": planted}))["check"]
    assert all(torch.equal(surprise[name], named[name]) for name in surprise)
    assert len(surprise["fails.x"]) == 1
    right = LAB.draw(s, p.model_copy(update={"bug": "none"}))["check"]
    assert len(right["passes.x"]) == 1
    assert len(right["fails.x"]) == 0
    assert max(float(right[f"layer-{k}.y"].max()) for k in (1, 2, 3)) < -5


def test_other_seeds_hide_other_bugs() -> None:
    assert len({begin(seed, depth=1, width=2)[0].secret for seed in range(12)}) >= 4
