"""The pictures of linear regression against geometry."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.lab.views import Plot
from lossland.labs.regression.linear_regression.actions import MovePoint, SetWeights
from lossland.labs.regression.linear_regression.params import LinearRegressionParams
from tests.labs.regression.linear_regression.trained import LAB, run
from tests.support.examples import examples


def test_drawing_a_diverged_state_stays_finite_where_it_must() -> None:
    preset = next(preset for preset in LAB.presets if preset.slug == "diverges")
    s, p, _ = run(200, **preset.params)
    bowl = LAB.draw(s, p)["bowl"]
    assert all(bool(torch.isfinite(bowl[name]).all()) for name in ("surface.x", "surface.y", "trail.x", "answer.x"))


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
    residual = (s.y - s.z @ s.weights).abs().double()[: len(x)].sort(descending=True).values * axis.scaleratio
    assert len(x) == min(len(s.y), 60)
    sides = torch.hypot(x[:, 1:5] - x[:, :4], y[:, 1:5] - y[:, :4])  # (n, 4)
    torch.testing.assert_close(sides, residual[:, None].expand(-1, 4), rtol=1e-3, atol=1e-4)
    mean_x, mean_y = fit["mean.x"].double(), fit["mean.y"].double() * axis.scaleratio
    mean = (s.y - s.z @ s.weights).double().square().mean() * axis.scaleratio**2
    torch.testing.assert_close((mean_x[2] - mean_x[1]) * (mean_y[0] - mean_y[1]), mean, rtol=1e-3, atol=1e-4)
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
    row, column = divmod(int(bowl["surface.z"].argmin()), 65)
    assert abs(bowl["surface.x"][column] - bowl["answer.x"][0]) <= 3 * (bowl["surface.x"][1] - bowl["surface.x"][0])
    assert abs(bowl["surface.y"][row] - bowl["answer.y"][0]) <= 3 * (bowl["surface.y"][1] - bowl["surface.y"][0])


def test_the_window_holds_the_whole_path() -> None:
    s, p, _ = run(300, data={"kind": "diabetes"})
    bowl = LAB.draw(s, p)["bowl"]
    for name, axis in (("trail.x", "surface.x"), ("trail.y", "surface.y")):
        assert bowl[axis].min() <= bowl[name].min()
        assert bowl[name].max() <= bowl[axis].max()


def test_neither_a_run_nor_a_dragged_point_moves_the_window() -> None:
    s, p, _ = run(0, scaling=False)
    before = LAB.draw(s, p)["bowl"]
    for _ in range(20):
        LAB.step(s, p)
    LAB.act(s, p, MovePoint(index=0, x=4.0, y=9.0))
    after = LAB.draw(s, p)["bowl"]
    for name in ("surface.x", "surface.y", "xaxis.range", "yaxis.range"):
        assert torch.equal(before[name], after[name])
    assert abs(float(after["answer.x"] - before["answer.x"])) > 0.05 * float(before["xaxis.range"].diff())


def test_weights_that_leave_the_window_are_held_at_its_edge() -> None:
    preset = next(preset for preset in LAB.presets if preset.slug == "diverges")
    s, p, _ = run(30, **preset.params)
    bowl = LAB.draw(s, p)["bowl"]
    assert bowl["left.shown"].item() == 1
    low, high = bowl["xaxis.range"].tolist()
    assert low - 1e-6 <= bowl["trail.x"].min() <= bowl["trail.x"].max() <= high + 1e-6
    assert LAB.draw(s, p)["fit"]["far.mean"].item() > 100


def test_clicking_the_bowl_sets_the_weights() -> None:
    s, p, _ = run(3)
    LAB.act(s, p, SetWeights(a=1.25, b=-0.5))
    assert s.weights.tolist() == [-0.5, 1.25]
    assert LAB.draw(s, p)["bowl"]["trail.x"].tolist() == [1.25, 1.25]


def test_moving_a_point_reshapes_the_bowl() -> None:
    s, p, _ = run(3)
    before = LAB.draw(s, p)["bowl"]["surface.z"]
    answer = s.answer.clone()
    LAB.act(s, p, MovePoint(index=0, x=4.0, y=-6.0))
    assert not torch.equal(LAB.draw(s, p)["bowl"]["surface.z"], before)
    expected, *_ = np.linalg.lstsq(s.z.double().numpy(), s.y.double().numpy(), rcond=None)
    np.testing.assert_allclose(s.answer.numpy(), expected, rtol=1e-4)
    assert not torch.allclose(s.answer, answer)


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
