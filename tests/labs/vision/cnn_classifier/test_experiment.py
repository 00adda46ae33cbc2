"""What the lab says of its numbers is so, and what a hand does changes what is drawn and nothing that is learned."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
import torch
from pydantic import ValidationError

from lossland.lab import Refused
from lossland.lab.actions import parse_action
from lossland.labs.vision.cnn_classifier.experiment import Classifying
from lossland.labs.vision.cnn_classifier.lab import CnnClassifier
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.train import epochs
from lossland.labs.vision.cnn_classifier.pictures.train.seen import Seen
from lossland.labs.vision.cnn_classifier.presets import PRESETS
from lossland.labs.vision.cnn_classifier.studies.shapes import ShapesState
from lossland.labs.vision.cnn_classifier.studies.train import TrainState, numbers_of, scores_of
from tests.support.runs import Numbers, advance, numbers, session

LAB = CnnClassifier()
ONE = [[[0.5, 0.08], [0.5, 0.92]]]


def run_of(preset: str, steps: int) -> tuple[TrainState, CnnClassifierParams, Numbers]:
    run = session(LAB, 0, next(one.params for one in PRESETS if one.slug == preset))
    part = advance(run, steps)
    assert isinstance(run.state, TrainState)
    assert isinstance(run.p, CnnClassifierParams)
    return run.state, run.p, numbers(part)


@cache
def digits() -> tuple[TrainState, CnnClassifierParams, Numbers]:
    """The default run to its end."""
    return run_of("digits", 2000)


def walk_of(classic: str) -> tuple[ShapesState, CnnClassifierParams, Numbers]:
    run = session(LAB, 0, {"study": "shapes", "classic": classic})
    found = numbers(advance(run, 100))
    assert isinstance(run.state, ShapesState)
    assert isinstance(run.p, CnnClassifierParams)
    return run.state, run.p, found


def known(values: list[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def test_it_begins_at_the_logarithm_of_ten_and_reads_digits_it_has_never_seen() -> None:
    s, p, found = digits()
    assert found["train_loss"][0] == pytest.approx(math.log(10), abs=0.05)
    assert s.t == 45 * p.epochs == 900
    assert found["test_accuracy"][-1] >= 0.985
    assert max(known(found["test_accuracy"][:180])) >= 0.95  # what the prediction says


def test_what_is_drawn_later_is_read_by_the_networks_of_earlier_epochs_too() -> None:
    s, p, _ = digits()
    Classifying().act(s, p, parse_action(LAB, {"kind": "draw", "strokes": ONE}))
    table = epochs.draw(Seen(s, p))["cells.z"]
    assert table.shape == (7, 10)
    assert bool((table[0] < 0.2).all()), "before training it knows nothing"
    assert table[-1].argmax() == 1
    now = scores_of(s.net, Seen(s, p).drawing[None])[0].softmax(0)
    torch.testing.assert_close(table[-1], now, atol=0.02, rtol=0)  # kept in half precision


def test_kept_numbers_fill_the_network_again() -> None:
    s, _, _ = digits()
    own = {name: v for name, v in s.net.state_dict().items() if v.is_floating_point()}
    again = epochs.filled(s.net, numbers_of(s.net))
    assert again.keys() == own.keys()
    for name, value in own.items():
        torch.testing.assert_close(again[name], value, rtol=2e-3, atol=1e-3)


def test_a_hundred_pictures_are_learned_by_heart() -> None:
    _, _, found = run_of("few", 2000)
    assert known(found["train_accuracy"])[-1] == 1
    assert 0.85 < known(found["test_accuracy"])[-1] < 0.95


def test_a_rate_too_large_kills_all_units() -> None:
    s, p, found = run_of("too-fast", 45)
    seen = Seen(s, p)
    assert known(found["test_accuracy"])[-1] < 0.2
    assert not bool(seen.outputs["conv1"].any()), "every map is empty"
    scores = scores_of(s.net, s.x_test)
    assert torch.equal(scores, scores[:1].expand_as(scores)), "whatever it is given, it says the same"
    assert all(abs(loss - math.log(10)) < 0.3 for loss in found["train_loss"][-10:])


@pytest.mark.parametrize("network", ["lenet", "vgg", "inception", "resnet", "densenet"])
def test_every_network_is_drawn_at_every_stage(network: str) -> None:
    params = {"network": network, "count": 100}
    run = session(LAB, 0, params)
    advance(run, 2)
    for layer in (1, 3, 12):
        frame = LAB.draw(run.state, CnnClassifierParams.model_validate({**params, "layer": layer, "look": 1}))
        maps = frame["maps"]["images"]
        assert maps.dim() == 3
        assert len(maps) <= 12
        assert frame["why"]["cam"].shape == (28, 28)
        assert bool(torch.isfinite(frame["why"]["slope"]).all())
    assert run.state.net.training


def test_drawing_moves_no_number_of_the_training() -> None:
    plain, drawn = session(LAB, 0), session(LAB, 0)
    advance(plain, 3)
    advance(drawn, 3)
    LAB.act(drawn.state, CnnClassifierParams(), parse_action(LAB, {"kind": "draw", "strokes": []}))
    assert not bool(LAB.draw(drawn.state, CnnClassifierParams())["sheet"]["seen"].any())
    assert numbers(advance(plain, 5)) == numbers(advance(drawn, 5))


@pytest.mark.parametrize(
    "strokes",
    [
        [[]],
        [[[0.5]]],
        [[[0.5, 1.5]]],
        [[[0.5, -0.1]]],
        [[[0.5, 0.5]] * 501],
        [[[0.5, 0.5]]] * 41,
        "1",
        None,
        [[["a", 0]]],
    ],
)
def test_what_is_no_drawing_is_refused(strokes: Any) -> None:
    with pytest.raises(ValidationError):
        parse_action(LAB, {"kind": "draw", "strokes": strokes})


def test_there_is_nothing_to_draw_on_in_a_walk() -> None:
    run = session(LAB, 0, {"study": "shapes"})
    assert isinstance(run.p, CnnClassifierParams)
    with pytest.raises(Refused) as refused:
        LAB.act(run.state, CnnClassifierParams(study="shapes"), parse_action(LAB, {"kind": "draw", "strokes": ONE}))
    assert refused.value.said.zh


@pytest.mark.parametrize(
    ("classic", "stages", "parameters"),
    [("lenet5", 7, 61_706), ("vgg16", 21, 138_357_544), ("resnet50", 20, 25_557_032)],
)
def test_a_walk_ends_with_all_that_there_is(classic: str, stages: int, parameters: int) -> None:
    s, p, found = walk_of(classic)
    assert len(found["parameters"]) == stages
    assert found["parameters"][-1] == pytest.approx(parameters / 1e6)
    frame = LAB.draw(s, p)
    assert int(frame["layers"]["parameters"][-1]) == parameters
    assert float(frame["costs"]["parameters.y"].sum()) == pytest.approx(1)


def test_dense_layers_keep_the_parameters_and_convolutions_do_the_work() -> None:
    s, p, _ = walk_of("vgg16")
    costs = LAB.draw(s, p)["costs"]
    dense = [k for k, row in enumerate(s.rows) if row.kind == "dense"]
    assert float(costs["parameters.y"][dense].sum()) > 0.89
    assert float(costs["multiplications.y"][dense].sum()) < 0.01
    assert s.rows[dense[0]].parameters / 1e6 == pytest.approx(103, abs=0.3)


def test_the_formula_of_the_squeezed_branch_has_the_courses_numbers() -> None:
    s, p, _ = walk_of("inception")
    formula = {name: float(value) for name, value in LAB.draw(s, p)["branch"].items()}
    assert (formula["plain"], formula["squeezed"]) == (120.4224, 12.443648)
    assert formula["ratio"] == pytest.approx(9.677, abs=1e-3)
    assert s.rows[-1].shape == (256, 28, 28)
