"""The numbers that the activations lab shows."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from lossland.lab.views import Plot
from lossland.labs.networks.activations.lab import Activations, ActivationsParams


def frame(**params: object) -> dict[str, dict[str, Tensor]]:
    lab = Activations()
    p = ActivationsParams.model_validate(params)
    s = lab.start(p, torch.Generator(), torch.device("cpu"))
    return {view: dict(arrays) for view, arrays in lab.draw(s, p).items()}


def test_sigmoid_at_zero_is_one_half_with_slope_one_quarter() -> None:
    curve = frame(function="sigmoid", z=0.0)["curve"]
    assert curve["point.y"].item() == 0.5
    assert curve["slope-point.y"].item() == 0.25


def test_ten_sigmoids_leave_a_millionth_at_best() -> None:
    chain = frame(function="sigmoid", z=0.0, layers=10)["chain"]
    assert 10 ** chain["same.y"][-1].item() == pytest.approx(0.25**10)
    digits, power = chain["last.customdata"][0].tolist()
    assert digits * 10**power == pytest.approx(9.5367431640625e-07)
    assert bool((chain["chain.y"] <= chain["same.y"] + 1e-12).all())


def test_numbers_below_the_smallest_float32_are_still_right() -> None:
    chain = frame(function="sigmoid", z=8.0, layers=20)["chain"]
    slope = math.exp(-8) / (1 + math.exp(-8)) ** 2
    assert chain["same.y"][-1].item() == pytest.approx(20 * math.log10(slope))


def test_an_exact_zero_is_a_gap() -> None:
    chain = frame(function="relu", z=-1.0)["chain"]
    assert bool(chain["same.y"].isnan().all())
    assert bool(chain["chain.y"].isnan().all())


def test_an_open_relu_keeps_the_gradient_and_weights_of_two_double_it() -> None:
    assert frame(function="relu", z=1.0, layers=20)["chain"]["chain.y"].tolist() == [0.0] * 20
    doubled = frame(function="relu", z=1.0, layers=20, weight=2.0)["chain"]
    assert 10 ** doubled["chain.y"][-1].item() == pytest.approx(2**19)
    torch.testing.assert_close(doubled["chain.y"], doubled["same.y"])


def test_a_zero_weight_passes_nothing_beyond_the_first_layer() -> None:
    chain = frame(function="tanh", z=0.0, layers=3, weight=0.0)["chain"]
    assert chain["same.y"][0].item() == 0
    assert bool(chain["same.y"][1:].isnan().all())


@pytest.mark.parametrize("function", ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "gelu"])
@pytest.mark.parametrize("z", [-2.5, 0.75])
def test_the_tangent_touches_and_has_the_slope(function: str, z: float) -> None:
    curve = frame(function=function, z=z)["curve"]
    (x0, x1), (y0, y1) = curve["tangent.x"].tolist(), curve["tangent.y"].tolist()
    assert (y0 + y1) / 2 == pytest.approx(curve["point.y"].item())
    assert (y1 - y0) / (x1 - x0) == pytest.approx(curve["slope-point.y"].item())


def test_saturated_is_where_the_slope_is_small() -> None:
    curve = frame(function="tanh", threshold=0.1)["curve"]
    marked = ~curve["saturated.y"].isnan()
    assert marked.tolist() == (curve["slope.y"].abs() < 0.1).tolist()
    assert bool(marked[0])
    assert not bool(marked[160])


def test_dragging_the_point_sets_z() -> None:
    curve = Activations().figures(ActivationsParams())["curve"]
    assert isinstance(curve, Plot)
    (gesture,) = curve.gestures
    assert (gesture.on, gesture.action, gesture.trace, gesture.x) == ("drag", "set_params", "point", "z")
