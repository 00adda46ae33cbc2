"""What the lesson and the texts of the neural network playground say happens is measured here, with the seeds they name."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from torch import Tensor

from lossland.algorithms.nets.mlp import forward
from lossland.fields.classification import load_classified
from lossland.labs.networks.mlp_playground.experiment import State
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.presets import RAGGED
from tests.labs.networks.mlp_playground.test_presets import preset
from tests.labs.networks.mlp_playground.trained import LAB, act, draw, more, run, training_loss


def highest(metric: str, s: State, p: MlpPlaygroundParams, steps: int) -> float:
    """What a prediction is decided by."""
    return max(float(row[metric]) for row in (LAB.step(s, p) for _ in range(steps)) if metric in row)


def best_line(kind: str) -> float:
    """The largest share of the points that one straight line, of 180 directions and every place, gets right."""
    p = MlpPlaygroundParams.model_validate({"data": {"kind": kind, "noise": 0.0, "count": 2000}})
    data = load_classified(p.data, torch.Generator().manual_seed(0))
    best = 0.0
    for angle in torch.arange(180) * math.pi / 180:
        along = data.x @ torch.stack([angle.cos(), angle.sin()])  # (n,)
        ones = data.label[along.argsort()].cumsum(0)  # (n,) of class 1 below each place
        right = torch.arange(1, len(ones) + 1) - ones + ones[-1] - ones  # class 0 below, class 1 above
        best = max(best, float(right.max()) / len(ones), 1 - float(right.min()) / len(ones))
    return best


def saturated(s: State, p: MlpPlaygroundParams) -> list[float]:
    """The share of each hidden layer's values beyond 0.99."""
    return [float((layer.a.abs() > 0.99).float().mean()) for layer in forward(s.net, s.x, p.form, training=False)[:-1]]


def test_one_line_gets_about_two_thirds_of_the_squares_and_of_the_ring() -> None:
    assert best_line("xor") == pytest.approx(0.69, abs=0.01)
    assert best_line("circle") == pytest.approx(2 / 3, abs=0.02)


@pytest.mark.parametrize(("slug", "right"), [("xor-without-hidden", 1), ("linear-collapse", 2)])
def test_the_options_of_a_straight_line_are_those_that_come_true(slug: str, right: int) -> None:
    prediction = LAB.predictions[slug]
    s, p, _ = preset(slug, 0)
    reached = highest(prediction.metric, s, p, prediction.steps)
    assert 0.6 < reached < 0.75
    assert next(i for i, one in enumerate(prediction.options) if one.least is None or reached >= one.least) == right


def test_a_collapsed_network_is_a_product_of_four_matrices() -> None:
    s, _, _ = preset("linear-collapse", 0)
    assert len(s.net.layers) == 4


@pytest.mark.seeds(3)
def test_a_rate_too_large_saturates_nearly_every_unit_within_ten_epochs(seed: int) -> None:
    s, p, _ = preset("exploding-rate", 5, seed)
    assert max(saturated(s, p)) < 0.2
    more(s, p, 245)
    assert min(saturated(s, p)) > 0.85


@pytest.mark.seeds(3)
def test_the_first_of_eight_sigmoids_gets_a_hundred_thousandth_of_the_gradient(seed: int) -> None:
    s, p, _ = preset("deep-sigmoid", 1, seed)
    gradient = draw(s, p)["units"]["gradient"]
    assert 1e-6 < gradient[0] / gradient[-1] < 1.1e-5


def test_from_zero_sigmoids_move_but_as_one() -> None:
    s, _, _ = run(200, **{**preset_params("zero-init"), "activation": "sigmoid"})
    assert all(float(layer.W.abs().max()) > 1e-5 for layer in s.net.layers)
    for layer in s.net.layers[:-1]:
        torch.testing.assert_close(layer.W, layer.W[:1].expand_as(layer.W), rtol=0, atol=1e-6)


def test_a_dead_layer_lives_again_when_a_bias_is_raised_and_the_rate_is_lower() -> None:
    s, p, _ = preset("dead-relu", 1000)
    assert draw(s, p)["units"]["dead"][1] == 1
    calm = p.model_copy(update={"lr": 0.05})
    act(s, calm, "set_bias", layer=2, unit=0, value=3.0)
    more(s, calm, 500)
    units = draw(s, calm)["units"]
    assert units["dead"][1] < 1
    assert float(units["gradient"][0]) > 0


def test_one_neuron_solves_xor_when_it_is_given_the_product() -> None:
    _, _, metrics = run(750, **{**preset_params("xor-without-hidden"), "features": {"product": True}})
    assert metrics["validation_accuracy"] > 0.95


def test_a_dragged_weight_costs_little_for_long() -> None:
    """The weight itself need not return."""
    s, p, metrics = run(2400, seed=1)
    assert metrics["validation_accuracy"] > 0.9
    before = training_loss(s, p)
    W: Tensor = s.net.layers[2].W
    act(s, p, "set_weight", layer=3, unit=0, input=0, value=float(W[0, 0]) + 4)
    dragged = training_loss(s, p)
    assert dragged > 1.5 * before
    metrics = more(s, p, 600)
    assert training_loss(s, p) < dragged / 1.5
    assert metrics["validation_accuracy"] > 0.9


@pytest.mark.parametrize(("init", "low", "high"), [("he", 0.95, 1.0), ("xavier", 0.5, 0.9)])
def test_the_ragged_spiral_is_solved_with_he_and_not_yet_with_xavier(init: str, low: float, high: float) -> None:
    s, p, _ = run(0, **RAGGED, init=init)
    assert low < highest("validation_accuracy", s, p, 4000) <= high


def preset_params(slug: str) -> dict[str, Any]:
    return dict(next(one.params for one in LAB.presets if one.slug == slug))
