"""What the activation functions lab draws of its numbers."""

from __future__ import annotations

import pytest
from torch import Tensor

from lossland.lab.views import Plot
from lossland.labs.networks.activations.params import ActivationsParams
from tests.labs.networks.activations.computed import LAB, computed


def frame(**params: object) -> dict[str, dict[str, Tensor]]:
    s = computed(**params)
    return {view: dict(arrays) for view, arrays in LAB.draw(s, ActivationsParams.model_validate(params)).items()}


def test_what_is_left_is_written_as_a_power_of_ten() -> None:
    chain = frame(function="sigmoid", z=0.0, layers=10)["chain"]
    assert 10 ** chain["same.y"][-1].item() == pytest.approx(0.25**10)
    digits, power = chain["last.customdata"][0].tolist()
    assert digits * 10**power == pytest.approx(9.5367431640625e-07)


def test_an_exact_zero_is_a_gap() -> None:
    chain = frame(function="relu", z=-1.0)["chain"]
    assert bool(chain["same.y"].isnan().all())
    assert bool(chain["chain.y"].isnan().all())


@pytest.mark.parametrize("function", ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "gelu"])
@pytest.mark.parametrize("z", [-2.5, 0.75])
def test_the_tangent_touches_and_has_the_slope(function: str, z: float) -> None:
    curve = frame(function=function, z=z)["curve"]
    (x0, x1), (y0, y1) = curve["tangent.x"].tolist(), curve["tangent.y"].tolist()
    assert (y0 + y1) / 2 == pytest.approx(curve["point.y"].item())
    assert (y1 - y0) / (x1 - x0) == pytest.approx(curve["slope-point.y"].item())


def test_only_saturated_parts_are_drawn_thick() -> None:
    curve = frame(function="tanh", threshold=0.1)["curve"]
    assert (~curve["saturated.y"].isnan()).tolist() == (curve["slope.y"].abs() < 0.1).tolist()


def test_dragging_the_point_sets_z() -> None:
    curve = LAB.figures(ActivationsParams())["curve"]
    assert isinstance(curve, Plot)
    (gesture,) = curve.gestures
    assert (gesture.on, gesture.action, gesture.trace, gesture.x) == ("drag", "set_params", "point", "z")
