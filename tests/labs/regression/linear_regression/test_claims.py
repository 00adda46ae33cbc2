"""What the lesson and the presets of linear regression say happens is measured here, with the seeds they name."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from lossland.labs.regression.linear_regression.actions import MovePoint
from lossland.labs.regression.linear_regression.experiment import State
from tests.labs.regression.linear_regression.trained import LAB, WHOLE, run
from tests.support.lessons import linked

PRESETS: dict[str, dict[str, Any]] = {preset.slug: dict(preset.params) for preset in LAB.presets}


def walked(steps: int, seed: int = 0, **params: Any) -> tuple[State, Tensor]:
    """A run and its weights after 0 ... `steps` steps, (1 + steps, 1 + K)."""
    s, p, _ = run(0, seed, **params)
    weights = [s.weights]
    for _ in range(steps):
        LAB.step(s, p)
        weights.append(s.weights)
    return s, torch.stack(weights)


def curvatures(s: State) -> Tensor:
    """Eigenvalues of the mean squared error's H, the smallest first, (1 + K,) float64."""
    z = s.z.double()
    found: Tensor = torch.linalg.eigvalsh(2 * z.T @ z / len(z))
    return found


def missed(s: State, weights: Tensor) -> float:
    """Mean squared error on the validation set."""
    return float((s.y_held - s.z_held @ weights).square().mean())


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_with_every_point_the_path_to_the_star_of_a_scaled_line_is_straight(seed: int) -> None:
    s, w = walked(60, seed, **PRESETS["round-bowl"])
    length = (w[1:] - w[:-1]).norm(dim=1).sum()
    torch.testing.assert_close(length, (w[-1] - w[0]).norm(), rtol=1e-3, atol=0)
    distance = (w - s.answer).norm(dim=1)
    torch.testing.assert_close(distance[1:] / distance[:-1], torch.full((60,), 1 - 2 * 0.05), rtol=1e-2, atol=0)


def test_mini_batches_end_trembling_around_the_star() -> None:
    s, w = walked(400)
    assert (w[-40:] - s.answer).norm(dim=1).min() > 1e-4
    s, w = walked(400, batch_size=WHOLE)
    assert (w[-40:] - s.answer).norm(dim=1).max() < 1e-4


def test_three_forms_take_the_same_steps_at_rates_that_differ_by_their_factors() -> None:
    n = len(run(0)[0].y)
    forms = (("mean", 1.0), ("half_sum", 2 / n), ("sum", 1 / n))
    paths = [walked(20, batch_size=WHOLE, error=error, lr=0.05 * factor)[1] for error, factor in forms]
    torch.testing.assert_close(paths[1], paths[0], rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(paths[2], paths[0], rtol=1e-4, atol=1e-5)


def test_a_point_dragged_up_leaves_the_curvature_and_one_dragged_sideways_does_not() -> None:
    s, p, _ = run(0)
    before, star = curvatures(s), s.answer
    LAB.act(s, p, MovePoint(index=0, x=float(s.x[0]), y=40.0))
    torch.testing.assert_close(curvatures(s), before)
    assert (s.answer - star).norm() > 0.5
    LAB.act(s, p, MovePoint(index=0, x=20.0, y=40.0))
    assert curvatures(s)[-1] > 1.5 * before[-1]


def test_the_rate_too_large_has_a_curvature_of_about_ten() -> None:
    settings = {**PRESETS["diverges"], "lr": 0.2}
    s, w = walked(300, **settings)
    assert float(curvatures(s)[-1]) == pytest.approx(10, rel=0.05)
    assert (w[-1] - s.answer).norm() < 0.1 * (w[0] - s.answer).norm()
    s, w = walked(300, **{**settings, "lr": 0.21})
    assert (w[-1] - s.answer).norm() > (w[0] - s.answer).norm()


def test_the_patients_ravine_is_as_long_as_the_lesson_says() -> None:
    s, p, _ = run(0, **PRESETS["ravine"])
    low, high = curvatures(s).tolist()
    assert high / low == pytest.approx(26_000, rel=0.05)
    assert 1 / (p.lr * low) == pytest.approx(18_000, rel=0.07)


@pytest.mark.seeds(3)
def test_too_many_bumps_rise_in_validation_and_the_closed_form_is_worst(seed: int) -> None:
    s, w = walked(1500, seed, **PRESETS["overfits"])
    validation = [missed(s, weights) for weights in w[::25]]
    assert min(validation) < 0.95 * validation[-1]
    assert validation[-1] < missed(s, s.answer)
    training = (s.y - s.z @ w[-1]).square().mean()
    assert (s.y - s.z @ s.answer).square().mean() < training


def test_far_points_drag_the_boundary_into_class_1() -> None:
    places = {}
    for slug in ("threshold", "threshold-fooled"):
        s, _, _ = run(0, **PRESETS[slug])
        bias, slope = s.answer
        places[slug] = float((0.5 - bias) / slope * s.basis.std[0] + s.basis.mean[0])
    assert places["threshold"] == pytest.approx(1.9, abs=0.05)
    assert places["threshold-fooled"] == pytest.approx(2.5, abs=0.05)
    wrong = ((s.z @ s.answer > 0.5) != (s.y > 0.5)).nonzero().flatten()
    assert s.y[wrong].tolist() == [1.0] * 4


def test_the_lasso_leaves_the_bias_alone() -> None:
    s, _, _ = run(400, penalty="lasso", strength=1000.0, batch_size=WHOLE)
    assert float(s.weights[1]) == 0
    torch.testing.assert_close(s.weights[0], s.y.mean(), rtol=1e-4, atol=1e-4)


def test_the_failures_of_the_lesson_are_presets() -> None:
    assert linked(LAB) == ["diverges", "ravine", "overfits", "threshold", "threshold-fooled"]


def errors(slug: str, seed: int) -> tuple[State, list[float], int]:
    """A preset's error at each step of its prediction, and the option that comes true."""
    asked = LAB.predictions[slug]
    s, p, _ = run(0, seed, **PRESETS[slug])
    found = [float(LAB.step(s, p)[asked.metric]) for _ in range(asked.steps)]
    right = next(i for i, one in enumerate(asked.options) if one.least is None or max(found) >= one.least)
    return s, found, right


@pytest.mark.seeds(3)
def test_a_thousandth_is_just_small_enough_for_unscaled_patients(seed: int) -> None:
    s, found, right = errors("ravine", seed)
    assert right == 1
    assert found[-1] < found[0]
    low, high = curvatures(s)[[0, -1]].tolist()
    assert 2 / high == pytest.approx(0.0014, rel=0.03)
    assert high == pytest.approx(1430, rel=0.03)
    assert 1 / (PRESETS["ravine"]["lr"] * low) == pytest.approx(18_000, rel=0.07)


def test_a_rate_just_above_the_limit_multiplies_the_error_a_thousandfold_in_thirty_steps() -> None:
    s, found, right = errors("diverges", 0)
    h, rate = float(curvatures(s)[-1]), PRESETS["diverges"]["lr"]
    assert right == 0
    assert found[0] == pytest.approx(6, abs=0.2)
    assert rate * h / 2 == pytest.approx(1.07, abs=0.005)
    assert 1 - rate * h == pytest.approx(-1.14, abs=0.005)
    assert found[-1] / found[0] == pytest.approx(1600, rel=0.03)
