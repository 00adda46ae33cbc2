"""What the activation functions lab draws of its numbers."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from lossland.lab.views import Plot
from lossland.labs.networks.activations.params import ActivationsParams
from lossland.labs.networks.activations.pictures.chain import FLOOR, STUB
from tests.labs.networks.activations.computed import LAB, computed


def frame(**params: object) -> dict[str, dict[str, Tensor]]:
    s = computed(**params)
    return {view: dict(arrays) for view, arrays in LAB.draw(s, ActivationsParams.model_validate(params)).items()}


def test_every_bar_is_as_high_as_its_product_and_says_so() -> None:
    chain = frame(function="sigmoid", z=0.0, layers=10)["chain"]
    products = 0.25 ** torch.arange(1, 11, dtype=torch.float64)
    torch.testing.assert_close(10 ** (chain["same.y"] + FLOOR), products)
    said = torch.cat([chain["large.customdata"], chain["small.customdata"]])[:, 0]
    torch.testing.assert_close(said, products)
    assert chain["factor.customdata"][:, 0].tolist() == [0.25] * 10
    assert len(frame(layers=20)["chain"]["factor.x"]) == 0


def test_what_is_left_is_written_once() -> None:
    def shown(**params: object) -> dict[str, float]:
        chain = frame(**params)["chain"]
        return {name: chain[f"{name}.shown"].item() for name in ("left", "tiny", "zero")}

    chain = frame(function="sigmoid", z=0.0, layers=10)["chain"]
    assert chain["tiny.mantissa"].item() * 10 ** chain["tiny.power"].item() == pytest.approx(9.5367431640625e-07)
    assert shown(function="sigmoid", z=0.0) == {"left": 0, "tiny": 1, "zero": 0}
    assert shown(function="relu", z=1.0) == {"left": 1, "tiny": 0, "zero": 0}
    assert shown(function="relu", z=-1.0) == {"left": 0, "tiny": 0, "zero": 1}


def test_an_exact_zero_is_a_stub_of_a_bar() -> None:
    chain = frame(function="relu", z=-1.0)["chain"]
    assert chain["same.y"].tolist() == [STUB] * 10
    assert bool(chain["chain.y"].isnan().all())


@pytest.mark.parametrize("function", ["linear", "sigmoid", "tanh", "relu", "gelu"])
def test_the_curve_fills_the_height(function: str) -> None:
    curve = frame(function=function)["curve"]
    low, high = curve["yaxis.range"].tolist()
    drawn = torch.cat([curve["f.y"], curve["slope.y"]])
    assert low < drawn.min()
    assert drawn.max() < high
    assert drawn.max() - drawn.min() > 0.7 * (high - low)


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
    assert (gesture.on, gesture.action, gesture.trace, gesture.x, gesture.along) == (
        "drag",
        "set_params",
        "point",
        "z",
        "f",
    )


def test_the_feet_of_the_bars_and_the_outer_ones_have_the_whole_axis() -> None:
    figure = LAB.figures(ActivationsParams())["chain"]
    assert isinstance(figure, Plot)
    assert figure.figure.layout.yaxis.range[0] == FLOOR, "below it the page leaves room for the name of the axis"
    assert frame(layers=7)["chain"]["xaxis.range"].tolist() == [0.5, 7.5]
