"""The gradient flow lab: what is measured, what the starting weights are, what clipping and He's gain do."""

from __future__ import annotations

import math

import pytest
import torch

from lossland.labs.optimizers.gradient_flow.experiment import design_of, gain_of, measured
from lossland.labs.optimizers.gradient_flow.params import GradientFlowParams
from tests.labs.optimizers.gradient_flow.flows import LAB, begin, run


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
    assert frame["gradients"]["zero.shown"].item() == 1


def test_other_seeds_hide_other_bugs() -> None:
    assert len({begin(seed, depth=1, width=2)[0].secret for seed in range(12)}) >= 4


def test_the_gradient_is_checked_anew_only_when_the_check_is_changed() -> None:
    s, p = begin(depth=2, width=2)
    found = s.check
    for name, value in {"lr": 0.5, "clip": 1.0, "batch_size": 8}.items():
        p, old = p.model_copy(update={name: value}), p
        LAB.adopt(s, p, old)
        assert s.check is found, name
    for update in ({"l2": 0.3}, {"epsilon": 1e-3}, {"bug": "sign"}):
        p, old, found = p.model_copy(update=update), p, s.check
        LAB.adopt(s, p, old)
        assert s.check is not found, update
