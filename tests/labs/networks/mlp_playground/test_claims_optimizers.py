"""What the lesson on optimizers says happens to the playground's network is measured here."""

from __future__ import annotations

import math

import pytest

from tests.labs.networks.mlp_playground.test_claims import preset_params, saturated
from tests.labs.networks.mlp_playground.trained import LAB, run

EPOCHS_400 = 2000
"""Updates: 280 training points in batches of 60 are five an epoch."""


@pytest.mark.seeds(3)
@pytest.mark.parametrize("method", ["normalised", "rmsprop", "adam", "adamw"])
def test_at_adams_rate_whoever_divides_by_recent_gradients_solves_the_spiral(method: str, seed: int) -> None:
    _, _, metrics = run(EPOCHS_400, seed, optimizer=method)
    assert metrics["epoch"] == 400
    assert metrics["train_accuracy"] > 0.9


@pytest.mark.seeds(3)
@pytest.mark.parametrize("method", ["sgd", "momentum", "nesterov", "adagrad", "adadelta"])
def test_at_adams_rate_the_others_have_hardly_begun(method: str, seed: int) -> None:
    _, _, metrics = run(EPOCHS_400, seed, optimizer=method)
    assert metrics["train_accuracy"] < 0.8
    if method == "sgd":
        assert metrics["train_accuracy"] == pytest.approx(2 / 3, abs=0.05)


@pytest.mark.seeds(3)
def test_at_a_rate_of_its_own_sgd_gets_along(seed: int) -> None:
    _, _, metrics = run(EPOCHS_400, seed, optimizer="sgd", lr=1.0)
    assert metrics["train_accuracy"] > 0.8


def test_the_first_update_of_adam_moves_each_weight_by_the_rate() -> None:
    """Less where the gradient is as small as the root of epsilon."""
    s, p, _ = run(0)
    before = s.net.theta.clone()
    LAB.step(s, p)
    for moved, g in zip((before - s.net.theta).tolist(), s.net.gradient.tolist(), strict=True):
        assert moved == pytest.approx(p.lr * g / math.hypot(g, 1e-4), rel=1e-3)
        if abs(g) > 1e-3:
            assert abs(moved) == pytest.approx(p.lr, rel=0.01)


@pytest.mark.seeds(3)
def test_nesterovs_rate_is_far_too_large_for_adam(seed: int) -> None:
    s, p, metrics = run(1000, seed, **{**preset_params("ragged-spiral"), "optimizer": "adam"})
    assert metrics["epoch"] == 40
    assert saturated(s, p)[1] == 1
    assert metrics["train_accuracy"] == pytest.approx(0.5, abs=0.06)


def test_the_circle_has_25_updates_an_epoch() -> None:
    s, p, _ = run(0, **preset_params("circle"))
    assert (s.y.shape[1], p.batch_size) == (250, 10)
    assert "epoch" not in {name for _ in range(24) for name in LAB.step(s, p)}
    assert "epoch" in LAB.step(s, p)
