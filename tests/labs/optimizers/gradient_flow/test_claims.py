"""What the lesson, the presets and the captions of the gradient flow lab say is measured."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest

from lossland.algorithms.nets.gradient_check import BUGS, PARTS
from tests.labs.optimizers.gradient_flow.flows import LAB, begin, run
from tests.support.lessons import linked


def preset(slug: str) -> dict[str, Any]:
    return next(dict(one.params) for one in LAB.presets if one.slug == slug)


def test_the_slope_of_a_line_is_the_logarithm_of_the_factor() -> None:
    """0.301 a layer for the variance on the right, 0.151 for the norm of the gradient on the left."""
    variance, gradient = (
        sum(float((sizes[-1] / sizes[0]).log10()) / 30 for sizes in found) / 4
        for found in zip(
            *((s.now.variance, s.now.gradient) for s, _ in (begin(seed, gain=2.0) for seed in range(4))), strict=True
        )
    )
    assert variance == pytest.approx(math.log10(2), abs=0.03)
    assert gradient == pytest.approx(-math.log10(2) / 2, abs=0.02)


@pytest.mark.parametrize(
    ("activation", "gain", "level"),
    [
        *(("relu", gain, True) for gain in (0.5, 1.0, 2.0)),
        *(("tanh", gain, True) for gain in (0.5, 1.0, 1.2)),
        *(("tanh", gain, False) for gain in (1.5, 2.0)),
        *(("sigmoid", gain, False) for gain in (0.5, 1.0, 2.0)),
    ],
)
def test_the_dashed_line_is_level_or_tilts(activation: str, gain: float, level: bool) -> None:
    s, _ = begin(activation=activation, gain=gain)
    assert (abs(float((s.now.weights[0] / s.now.weights[-1]).log10())) < 0.5) == level


@pytest.mark.parametrize("kind", ["he", "root2"])
def test_one_network_drifts_down_by_a_few_per_cent_a_layer(kind: str) -> None:
    """Over a hundred layers, so that the drift stands out from the chance of each."""
    for seed in range(3):
        s, _ = begin(seed, **preset(kind), depth=100)
        assert 0.93 < float(s.now.variance[-1] / s.now.variance[0]) ** 0.01 < 0.995


def test_on_average_over_networks_the_variance_stays() -> None:
    begun = [begin(seed, **preset("root2"), depth=6, width=16, batch_size=16)[0].now for seed in range(60)]
    squares = [(layers.variance + layers.mean**2)[[0, -1]] for layers in begun]
    ratio = sum(float(last / first) for first, last in squares) / len(begun)
    assert ratio == pytest.approx(1, abs=0.2)


def test_residual_blocks_that_only_add_overflow_within_five_updates() -> None:
    _, _, rows = run(5, **preset("residual"))
    assert rows[0]["loss"] > 1000
    assert not math.isfinite(rows[-1]["loss"])


def test_which_parts_each_bug_spoils() -> None:
    """Two bugs spoil all that lies nearer to the input, three only certain parts, and dropout everything."""
    spoiled = {}
    for bug in BUGS:
        s, _ = begin(bug=bug, depth=1, width=2)
        spoiled[bug] = {part for part, distance in zip(PARTS, s.check.by_part.tolist(), strict=True) if distance > 1e-3}
    assert spoiled == {
        "none": set(),
        "not_transposed": {"W1", "b1"},
        "no_derivative": {"W1", "b1"},
        "no_regulariser": {"W1", "W2", "W3"},
        "sign": {"W2"},
        "bias_mean": {"b3"},
        "dropout": set(PARTS),
    }


def test_another_seed_often_but_not_always_plants_another_bug() -> None:
    secrets = [begin(seed, depth=1, width=2)[0].secret for seed in range(12)]
    changes = sum(one != other for one, other in pairwise(secrets))
    assert 5 <= changes < 11


def test_the_failures_of_the_lesson_are_presets() -> None:
    assert linked(LAB) == ["exploding", "clipped", "zero"]


@pytest.mark.seeds(3)
@pytest.mark.parametrize(("slug", "right"), [("vanishing", 2), ("batch-norm", 1)])
def test_what_thirty_layers_learn_is_what_the_prediction_says(slug: str, right: int, seed: int) -> None:
    prediction = LAB.predictions[slug]
    s, p = begin(seed, **preset(slug))
    best = max(float(LAB.step(s, p)[prediction.metric]) for _ in range(prediction.steps))
    assert next(i for i, one in enumerate(prediction.options) if one.least is None or best >= one.least) == right


def test_batch_norm_makes_the_first_gradient_hundreds_of_times_as_long() -> None:
    s, _ = begin(0, **preset("batch-norm"))
    assert 100 < float(s.now.gradient[0] / s.now.gradient[-1]) < 1000
