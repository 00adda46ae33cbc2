"""What the lesson on regularisation says of over-fitting and its cures is measured here."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.labs.networks.mlp_playground.test_claims import preset_params
from tests.labs.networks.mlp_playground.trained import LAB, run, training_loss

UPDATES = 1500
MOONS = {"kind": "moons", "noise": 0.5}


def followed(updates: int, seed: int = 0, **changes: Any) -> tuple[list[dict[str, float]], float]:
    """Both sets at the start and after each epoch of *Over-fitting* with changes, and the training loss at the end."""
    s, p, _ = run(0, seed, **{**preset_params("over-fit"), **changes})
    seen = [LAB.measure(s, p), *(LAB.step(s, p) for _ in range(updates))]
    return [{k: float(v) for k, v in row.items()} for row in seen if "validation_loss" in row], training_loss(s, p)


def validation_loss(seed: int = 0, **changes: Any) -> float:
    """At the end of so many updates."""
    return followed(UPDATES, seed, **changes)[0][-1]["validation_loss"]


def test_the_validation_loss_grows_many_times_over_where_the_accuracy_hardly_falls() -> None:
    rows, loss = followed(3000)
    losses, accuracies = ([row[f"validation_{name}"] for row in rows] for name in ("loss", "accuracy"))
    assert rows[-1]["epoch"] == 600
    assert losses.index(min(losses)) < 10
    assert losses[-1] / min(losses) == pytest.approx(8, abs=2)
    assert losses[-1] > losses[0]
    assert max(accuracies) == pytest.approx(0.86, abs=0.02)
    assert accuracies[-1] == pytest.approx(0.75, abs=0.06)
    assert loss < 0.1


def test_over_fitting_widens_the_weights() -> None:
    spread = []
    for updates in (0, UPDATES):
        s, _, _ = run(updates, **preset_params("over-fit"))
        spread.append(float(s.net.theta[s.net.is_weight > 0].square().mean().sqrt()))
    assert spread[1] > 2 * spread[0]


def test_each_of_four_more_cures_leaves_less_than_half_of_the_loss() -> None:
    wild = validation_loss()
    for cure in ({"l1": 0.003}, {"jitter": 0.5}, {"dropconnect": 0.5}, {"batch_norm": True}):
        assert validation_loss(**cure) < 0.5 * wild, cure


def test_with_ten_times_the_points_the_loss_hardly_rises() -> None:
    rows, _ = followed(UPDATES, data={**MOONS, "count": 1000})
    losses = [row["validation_loss"] for row in rows]
    assert losses[-1] < 1.1 * min(losses)


@pytest.mark.seeds(3)
def test_too_strong_a_penalty_answers_one_half_everywhere(seed: int) -> None:
    rows, loss = followed(UPDATES, seed, l2=0.3)
    assert loss == pytest.approx(math.log(2), abs=0.02)
    assert rows[-1]["validation_loss"] == pytest.approx(math.log(2), abs=0.02)


@pytest.mark.seeds(3)
def test_the_decay_of_adamw_needs_a_hundred_times_the_strength(seed: int) -> None:
    tame = validation_loss(seed, l2=0.01)
    assert validation_loss(seed, optimizer="adamw", l2=0.01) > 1.8 * tame
    assert validation_loss(seed, optimizer="adamw", l2=1.0) == pytest.approx(tame, rel=0.1)


def test_a_penalty_acts_on_1120_of_the_1185_parameters_and_the_norm_adds_128() -> None:
    s, _, _ = run(0, **preset_params("over-fit"))
    assert (int(s.net.is_weight.sum()), len(s.net.theta)) == (1120, 1185)
    normed, _, _ = run(0, **preset_params("over-fit"), batch_norm=True)
    assert int(normed.net.is_weight.sum()) == 1120
    assert len(normed.net.theta) == 1185 + 2 * 64
