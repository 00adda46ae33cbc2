"""Linear regression: the run against the closed form, the pictures against geometry, the actions against misuse."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import Tensor

from lossland.lab.views import Plot
from lossland.labs.regression.linear_regression.lab import (
    AddPoint,
    LinearRegression,
    MovePoint,
    RemovePoint,
    SetWeights,
    State,
)
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from lossland.uploads.table import DatasetRef, Table
from tests.support.examples import examples

LAB = LinearRegression()
WHOLE = 5000


def run(steps: int, seed: int = 0, **params: Any) -> tuple[State, LinearRegressionParams, dict[str, Tensor]]:
    p = LinearRegressionParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    metrics: dict[str, Tensor] = {}
    for _ in range(steps):
        metrics = LAB.step(s, p)
    return s, p, metrics


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
    LAB.step(s, p.model_copy(update={"penalty": "ridge", "strength": 50.0}))
    assert s.answer[1].abs() < before[1].abs()
    torch.testing.assert_close(s.answer[0], before[0], rtol=1e-4, atol=1e-4)  # centred columns: the bias stays


def test_scaling_makes_the_contours_round() -> None:
    for scaling, least, most in ((True, 1.0, 1.001), (False, 10.0, 1000.0)):
        s, _, _ = run(0, scaling=scaling)
        assert least <= np.linalg.cond((s.z.T @ s.z).double().numpy()) <= most + 1e-9


def test_a_rate_too_large_diverges() -> None:
    preset = next(preset for preset in LAB.presets if preset.slug == "diverges")
    _, _, metrics = run(200, **preset.params)
    assert not math.isfinite(metrics["train_loss"].item())


def test_drawing_a_diverged_state_stays_finite_where_it_must() -> None:
    preset = next(preset for preset in LAB.presets if preset.slug == "diverges")
    s, p, _ = run(200, **preset.params)
    bowl = LAB.draw(s, p)["bowl"]
    assert all(bool(torch.isfinite(bowl[name]).all()) for name in ("surface.x", "surface.y", "trail.x", "answer.x"))


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


def on_screen(params: dict[str, Any]) -> None:
    """Each outline, in pixels, is a square whose side is the residual."""
    s, p, _ = run(20, **params)
    fit, figure = LAB.draw(s, p)["fit"], LAB.figures(p)["fit"]
    assert isinstance(figure, Plot)
    axis = figure.figure.layout.yaxis
    assert axis.scaleanchor == "x"
    x = fit["squares.x"].double().reshape(-1, 6)
    y = fit["squares.y"].double().reshape(-1, 6) * axis.scaleratio  # both in the length of one unit of x
    assert bool(x[:, 5].isnan().all())
    residual = (s.y - s.z @ s.weights).abs().double()[: len(x)] * axis.scaleratio
    assert len(x) == min(len(s.y), 60)
    sides = torch.hypot(x[:, 1:5] - x[:, :4], y[:, 1:5] - y[:, :4])  # (n, 4)
    torch.testing.assert_close(sides, residual[:, None].expand(-1, 4), rtol=1e-3, atol=1e-4)
    diagonals = torch.hypot(x[:, 2] - x[:, 0], y[:, 2] - y[:, 0])
    torch.testing.assert_close(diagonals, math.sqrt(2) * residual, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "synthetic"},
        {"kind": "diabetes", "feature": "bp"},
        {"kind": "classes", "outliers": 3},
        {"kind": "points"},
    ],
    ids=lambda data: data["kind"],
)
def test_residuals_are_real_squares(data: dict[str, Any]) -> None:
    on_screen({"data": data})


def test_the_star_is_the_lowest_spot_of_the_bowl() -> None:
    s, p, _ = run(5, scaling=False, penalty="ridge")
    bowl = LAB.draw(s, p)["bowl"]
    row, column = divmod(int(bowl["surface.z"].argmin()), 41)
    assert abs(bowl["surface.x"][column] - bowl["answer.x"][0]) <= 3 * (bowl["surface.x"][1] - bowl["surface.x"][0])
    assert abs(bowl["surface.y"][row] - bowl["answer.y"][0]) <= 3 * (bowl["surface.y"][1] - bowl["surface.y"][0])


def test_the_window_holds_the_whole_path() -> None:
    s, p, _ = run(300, data={"kind": "diabetes"})
    bowl = LAB.draw(s, p)["bowl"]
    for name, axis in (("trail.x", "surface.x"), ("trail.y", "surface.y")):
        assert bowl[axis].min() <= bowl[name].min()
        assert bowl[name].max() <= bowl[axis].max()


def test_clicking_the_bowl_sets_the_weights() -> None:
    s, p, _ = run(3)
    LAB.act(s, p, SetWeights(a=1.25, b=-0.5))
    assert s.weights.tolist() == [-0.5, 1.25]
    assert LAB.draw(s, p)["bowl"]["trail.x"].tolist() == [1.25, 1.25]


def test_other_weights_can_be_chosen_and_are_never_the_same_twice() -> None:
    s, p, _ = run(2, basis="polynomial", order=4)
    for across, up in ((3, 2), (30, 30), (0, 0)):
        q = p.model_copy(update={"across": across, "up": up})
        LAB.act(s, q, SetWeights(a=7.0, b=9.0))
        assert sorted(s.weights.tolist())[-2:] == [7.0, 9.0]
        s.weights = torch.zeros_like(s.weights)


def test_moving_a_point_reshapes_the_bowl() -> None:
    s, p, _ = run(3)
    before = LAB.draw(s, p)["bowl"]["surface.z"]
    answer = s.answer.clone()
    LAB.act(s, p, MovePoint(index=0, x=4.0, y=-6.0))
    assert not torch.equal(LAB.draw(s, p)["bowl"]["surface.z"], before)
    expected, *_ = np.linalg.lstsq(s.z.double().numpy(), s.y.double().numpy(), rcond=None)
    np.testing.assert_allclose(s.answer.numpy(), expected, rtol=1e-4)
    assert not torch.allclose(s.answer, answer)


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
    for _ in range(470):
        LAB.act(s, p, AddPoint(x=1.0, y=1.0))
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
    assert isinstance(p.data.table, DatasetRef)
    p.data.table.table = Table(("height", "weight"), values)
    return p


def test_an_uploaded_table_is_fitted_without_its_gaps() -> None:
    values = torch.tensor([[1.0, 2.0], [2.0, 4.0], [3.0, math.nan], [4.0, 8.0], [5.0, 10.0], [6.0, 12.0]])
    p = uploaded(values).model_copy(update={"held_out": 0.0, "scaling": False})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
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


@examples(25)
@given(
    st.lists(st.tuples(st.floats(-100, 100, width=16), st.floats(-100, 100, width=16)), min_size=4, max_size=12),
    st.sampled_from(["line", "polynomial", "radial", "fourier"]),
    st.sampled_from(["none", "ridge", "lasso", "elastic_net"]),
)
def test_any_points_start_step_and_draw(points: list[tuple[float, float]], basis: str, penalty: str) -> None:
    s, p, metrics = run(3, data={"kind": "points", "points": points}, basis=basis, penalty=penalty, lr=0.01)
    assert all(math.isfinite(value.item()) for value in metrics.values())
    drawn = LAB.draw(s, p)
    assert bool(torch.isfinite(drawn["bowl"]["surface.z"]).all())
    assert set(drawn) | {"curves", "distance"} == set(LAB.figures(p))


def test_only_structural_parameters_shape_the_figures() -> None:
    live = {"lr": 0.5, "batch_size": 2, "error": "sum", "penalty": "lasso", "strength": 9.0, "l1_ratio": 0.1}
    views = {"across": 0, "up": 1, "squares": False}
    plain = LAB.figures(LinearRegressionParams())
    changed = LAB.figures(LinearRegressionParams.model_validate(live | views))
    assert {k: v.model_dump(mode="json") for k, v in plain.items()} == {
        k: v.model_dump(mode="json") for k, v in changed.items()
    }
