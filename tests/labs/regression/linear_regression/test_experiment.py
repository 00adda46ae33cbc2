"""Linear regression: the run against the closed form, the actions against misuse."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from torch import Tensor

from lossland.lab.references import resolve
from lossland.labs.regression.linear_regression.actions import AddPoint, MovePoint, RemovePoint, SetWeights
from lossland.labs.regression.linear_regression.experiment import LAMBDAS
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.uploads.table import Table
from tests.labs.regression.linear_regression.trained import LAB, WHOLE, run


@pytest.mark.parametrize("error", ["mean", "half_sum", "sum"])
@pytest.mark.parametrize("basis", ["line", "fourier"])
def test_batch_descent_reaches_least_squares(error: str, basis: str) -> None:
    lr = 0.3 if error == "mean" else 0.01
    s, _, metrics = run(1500, error=error, basis=basis, order=2, batch_size=WHOLE, lr=lr)
    expected, *_ = np.linalg.lstsq(s.z.double().numpy(), s.y.double().numpy(), rcond=None)
    np.testing.assert_allclose(s.weights.numpy(), expected, atol=1e-4)
    assert metrics["distance"].item() < 1e-4
    assert metrics["train_loss"].item() == pytest.approx(np.mean((s.z.numpy() @ expected - s.y.numpy()) ** 2), rel=1e-4)


@pytest.mark.parametrize("penalty", ["ridge", "lasso", "elastic_net"])
def test_penalised_descent_reaches_its_own_star(penalty: str) -> None:
    s, _, metrics = run(3000, penalty=penalty, strength=4.0, basis="radial", order=4, batch_size=WHOLE, lr=0.2)
    assert metrics["distance"].item() < 1e-3
    if penalty == "lasso":
        assert (s.weights == 0).tolist() == (s.answer == 0).tolist()


def test_one_step_of_batch_descent_by_hand() -> None:
    s, p, _ = run(0, batch_size=WHOLE, lr=0.1)
    w = s.weights.clone().requires_grad_()
    (slope,) = torch.autograd.grad((s.y - s.z @ w).square().mean(), w)
    LAB.step(s, p)
    torch.testing.assert_close(s.weights, -0.1 * slope, rtol=1e-5, atol=1e-6)


def test_a_live_penalty_moves_the_star() -> None:
    s, p, _ = run(1)
    before = s.answer.clone()
    LAB.adopt(s, p.model_copy(update={"penalty": "ridge", "strength": 50.0}), p)
    assert s.answer[1].abs() < before[1].abs()
    torch.testing.assert_close(s.answer[0], before[0], rtol=1e-4, atol=1e-4)  # centred columns: the bias stays


def test_scaling_makes_the_contours_round() -> None:
    for scaling, least, most in ((True, 1.0, 1.001), (False, 10.0, 1000.0)):
        s, _, _ = run(0, scaling=scaling)
        assert least <= np.linalg.cond((s.z.T @ s.z).double().numpy()) <= most + 1e-9


def test_a_rate_too_large_diverges() -> None:
    preset = next(preset for preset in LAB.presets if preset.slug == "diverges")
    _, _, metrics = run(200, **preset.params)
    assert metrics["train_loss"].item() > 1e20


def test_many_bumps_overfit_and_a_ridge_tames_them() -> None:
    by_slug = {preset.slug: preset.params for preset in LAB.presets}
    _, _, wild = run(1500, **by_slug["overfits"])
    _, _, tame = run(1500, **by_slug["ridge-tames"])
    assert wild["train_loss"] < tame["train_loss"]
    assert wild["validation_loss"] > tame["validation_loss"]


def test_far_points_spoil_the_threshold() -> None:
    by_slug = {preset.slug: preset.params for preset in LAB.presets}
    _, _, fair = run(300, **by_slug["threshold"])
    _, _, fooled = run(300, **by_slug["threshold-fooled"])
    assert fair["accuracy"].item() == 1
    assert fooled["accuracy"].item() < 0.95


def test_other_weights_can_be_chosen_and_are_never_the_same_twice() -> None:
    s, p, _ = run(2, basis="polynomial", order=4)
    for across, up in ((3, 2), (30, 30), (0, 0)):
        q = p.model_copy(update={"across": across, "up": up})
        LAB.act(s, q, SetWeights(a=7.0, b=9.0))
        assert sorted(s.weights.tolist())[-2:] == [7.0, 9.0]
        s.weights = torch.zeros_like(s.weights)


def test_adding_and_removing_a_point() -> None:
    s, p, _ = run(3)
    count = len(s.y)
    LAB.act(s, p, AddPoint(x=1.0, y=2.0))
    assert (s.x[-1].item(), s.y[-1].item(), len(s.z)) == (1.0, 2.0, count + 1)
    LAB.act(s, p, RemovePoint(index=count))
    assert len(s.y) == count
    LAB.step(s, p)


def test_actions_that_cannot_be() -> None:
    s, p, _ = run(0)
    with pytest.raises(ValueError, match="there is no training point 30: they are numbered 0 to 29"):
        LAB.act(s, p, MovePoint(index=30, x=0, y=0))
    with pytest.raises(ValueError, match="no training point 99"):
        LAB.act(s, p, RemovePoint(index=99))
    s, p, _ = run(0, data={"kind": "points", "points": [[0, 1]] * 500}, held_out=0)
    with pytest.raises(ValueError, match="at most 500"):
        LAB.act(s, p, AddPoint(x=1.0, y=1.0))
    s, p, _ = run(0, data={"kind": "points"}, held_out=0.8)
    with pytest.raises(ValueError, match="the last 3"):
        LAB.act(s, p, RemovePoint(index=0))


@pytest.mark.parametrize(
    "bad",
    [
        {"lr": math.nan},
        {"lr": 0},
        {"strength": math.inf},
        {"data": {"kind": "points", "points": [[0, 0]] * 501}},
        {"data": {"kind": "points", "points": [[0, 0]] * 3}},
        {"data": {"kind": "points", "points": [[0, math.inf]] * 5}},
        {"data": {"kind": "table", "table": "../../etc/passwd", "x": "a", "y": "b"}},
        {"data": {"kind": "nothing"}},
        {"order": 16},
        {"unknown": 1},
    ],
    ids=str,
)
def test_parameters_out_of_bounds_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LinearRegressionParams.model_validate(bad)


def uploaded(values: Tensor, x: str = "height", y: str = "weight") -> LinearRegressionParams:
    p = LinearRegressionParams.model_validate({"data": {"kind": "table", "table": "ab" * 32, "x": x, "y": y}})
    assert p.data.kind == "table"
    return resolve(p, {"ab" * 32: Table(("height", "weight"), values)})


def test_an_uploaded_table_is_fitted_without_its_gaps() -> None:
    values = torch.tensor([[1.0, 2.0], [2.0, 4.0], [3.0, math.nan], [4.0, 8.0], [5.0, 10.0], [6.0, 12.0]])
    p = uploaded(values).model_copy(update={"held_out": 0.0, "scaling": False})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    torch.testing.assert_close(s.answer, torch.tensor([0.0, 2.0]), atol=1e-5, rtol=0)
    assert "validation_loss" not in LAB.step(s, p)
    LAB.draw(s, p)


@pytest.mark.parametrize(
    ("values", "x", "match"),
    [
        (torch.zeros(10, 2), "age", "no column 'age'; its columns are height, weight"),
        (torch.full((10, 2), math.nan), "height", "0 complete rows; 4 to 5000"),
        (torch.zeros(5001, 2), "height", "5001 complete rows"),
    ],
)
def test_tables_that_cannot_be_fitted(values: Tensor, x: str, match: str) -> None:
    p = uploaded(values, x=x)
    with pytest.raises(ValueError, match=match):
        LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))


def test_what_is_derived_is_made_anew_only_where_it_depends() -> None:
    s, p, _ = run(1, penalty="lasso")
    answer, paths = s.answer, s.paths
    calm = p.model_copy(update={"lr": 0.01, "across": 0})
    LAB.adopt(s, calm, p)
    assert s.answer is answer
    assert s.paths is paths
    stronger = calm.model_copy(update={"strength": 9.0})
    LAB.adopt(s, stronger, calm)
    assert not torch.equal(s.answer, answer)
    assert s.paths is paths
    LAB.adopt(s, stronger.model_copy(update={"penalty": "ridge"}), stronger)
    assert not torch.equal(s.paths, paths)


def test_the_answer_for_a_strength_lies_on_the_paths() -> None:
    for penalty in ("ridge", "lasso", "elastic_net"):
        s, _, _ = run(0, basis="radial", order=4, penalty=penalty, strength=float(LAMBDAS[12]))
        torch.testing.assert_close(s.paths[12].float(), s.answer, rtol=1e-3, atol=1e-4)
