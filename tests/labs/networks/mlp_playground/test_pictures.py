"""The pictures of the neural network playground show what is there."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lossland.algorithms.nets.losses import probabilities
from lossland.algorithms.nets.mlp import forward
from lossland.algorithms.nets.plane_inputs import plane_inputs
from lossland.engine.frames import encode_frame
from lossland.lab.views import Field, Network, Plot
from lossland.labs.networks.mlp_playground.pictures.seen import ABOVE, BESIDE
from tests.labs.networks.mlp_playground.trained import LAB, act, draw, run
from tests.support.effort import effort
from tests.support.examples import examples


@pytest.mark.parametrize("scale", [1e10, 1e20, 1e30, 1e38, math.inf, math.nan])
@pytest.mark.parametrize("activation", ["linear", "relu", "tanh"])
def test_a_state_that_has_exploded_can_still_be_drawn(activation: str, scale: float) -> None:
    s, p, _ = run(2, hidden=[4, 3], activation=activation)
    s.net.theta.mul_(scale)
    draw(s, p)


FUNCTIONS = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "gelu"]


@examples(40)
@given(
    hidden=st.lists(st.integers(1, 9), max_size=8),
    layer=st.sampled_from(["same", *FUNCTIONS]),
    activation=st.sampled_from(FUNCTIONS),
    data=st.sampled_from(["spiral", "blobs", "iris", "moons"]),
    features=st.sets(st.sampled_from(["x1", "x2", "x1_squared", "product", "sin_x2"]), min_size=1),
    optimizer=st.sampled_from(
        ["sgd", "momentum", "nesterov", "normalised", "adagrad", "rmsprop", "adadelta", "adam", "adamw"]
    ),
    form=st.sampled_from(["course", "library"]),
    loss=st.sampled_from(["cross_entropy", "squared_error"]),
    batch_norm=st.booleans(),
    noise=st.sampled_from([(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.9, 0.9)]),
    batch_size=st.sampled_from([1, 7, 5000]),
    focus=st.integers(-1, 90),
)
def test_whatever_is_chosen_starts_steps_and_draws(
    hidden: list[int],
    layer: str,
    activation: str,
    data: str,
    features: set[str],
    optimizer: str,
    form: str,
    loss: str,
    batch_norm: bool,
    noise: tuple[float, float],
    batch_size: int,
    focus: int,
) -> None:
    s, p, metrics = run(
        4,
        hidden=hidden,
        layer_activations={"layer_1": layer},
        activation=activation,
        data={"kind": data},
        features={name: name in features for name in ("x1", "x2", "x1_squared", "product", "sin_x2")},
        optimizer=optimizer,
        form=form,
        loss=loss,
        batch_norm=batch_norm,
        dropout=noise[0],
        dropconnect=noise[1],
        batch_size=batch_size,
        lr=1e-4,
        focus=focus,
    )
    if not (batch_norm and noise[1]):  # a unit that lost all its inputs has no deviation to divide by
        assert all(math.isfinite(value) for value in metrics.values())
    frame, figures = draw(s, p), LAB.figures(p)
    assert set(frame) | {"loss", "accuracy"} == set(figures)
    network, view = frame["network"], figures["network"]
    assert isinstance(view, Network)
    units = sum(len(column.units) for column in view.layers)
    assert network["maps"].shape == (units, 32, 32)
    assert network["state"].shape == (units,)
    assert [tuple(network[f"w{i + 1}"].shape) for i in range(len(hidden) + 1)] == [
        (len(b.units), len(a.units)) for a, b in zip(view.layers, view.layers[1:], strict=False)
    ]
    field = figures["map"]
    assert isinstance(field, Field)
    assert len(field.subjects) == units + 1
    assert frame["map"]["shown"].tolist() == [focus + 1 if focus < units else 0]
    for name in ("weights", "activations", "gradients"):
        plot = figures[name]
        assert isinstance(plot, Plot)
        uids = {trace.uid for trace in plot.figure.data} | {note.uid for note in plot.notes}
        assert {key.partition(".")[0] for key in frame[name]} == uids


def test_before_the_first_step_there_is_no_gradient_to_see() -> None:
    s, p, _ = run(0)
    drawn = draw(s, p)
    assert drawn["gradients"]["before.shown"].tolist() == [1]
    assert drawn["gradients"]["layer0.x"].shape == (0,)
    assert bool(drawn["units"]["gradient"].isnan().all())
    s, p, _ = run(1)
    drawn = draw(s, p)
    assert drawn["gradients"]["before.shown"].tolist() == [0]
    assert drawn["gradients"]["layer0.x"].shape == (62,)
    assert bool((drawn["units"]["gradient"] > 0).all())


def test_the_map_is_the_networks_answer() -> None:
    s, p, _ = run(200)
    probability = draw(s, p)["map"]["map"]
    index = int(s.label.nonzero()[0])
    x, y = s.points[index].tolist()

    column, row = int((x + 6) / 0.125), int((y + 6) / 0.125)
    middle = torch.tensor([[-6 + 0.125 * (column + 0.5), -6 + 0.125 * (row + 0.5)]])
    answer = probabilities(forward(s.net, plane_inputs(middle, ["x1", "x2"]), p.form, training=False)[-1].z)
    assert probability.shape == (96 + 2 * ABOVE, 96 + 2 * BESIDE)
    assert probability[row + ABOVE, column + BESIDE].item() == pytest.approx(255 * answer.item(), abs=1)


def test_the_map_of_a_focused_unit_is_its_own() -> None:
    s, p, _ = run(50)
    answer = draw(s, p)["map"]
    focused = draw(s, p, focus=0)["map"]
    assert torch.equal(focused["map"], answer["map"]), "pictures of the past and of other runs are of the answer"
    assert torch.equal(focused["range"], torch.tensor([0.0, 1.0]))
    assert "unit.map" not in answer
    x1 = focused["unit.map"]
    assert bool((x1.diff(dim=1) >= 0).all())
    assert bool((x1 == x1[0]).all())
    drawn = draw(s, p, discretise=True, focus=0)["map"]
    assert set(drawn["map"].flatten().tolist()) <= {0, 255}
    assert not {"range", "unit.range"} & set(drawn), "signs are no values"


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_the_map_of_a_focused_unit_says_what_its_values_are(activation: str) -> None:
    s, p, _ = run(50, activation=activation, hidden=[5, 4])
    row, column = 30, 40
    place = torch.tensor([[-6 + 0.125 * (column + 0.5), -6 + 0.125 * (row + 0.5)]])
    passes = forward(s.net, plane_inputs(place, ["x1", "x2"]), p.form, training=False)
    values = torch.cat([plane_inputs(place, ["x1", "x2"]), *(layer.a for layer in passes[:-1])])[:, 0]
    values = torch.cat([values, probabilities(passes[-1].z)[:, 0]])
    for unit, value in enumerate(values.tolist()):
        drawn = draw(s, p, focus=unit)["map"]
        low, high = drawn["unit.range"].tolist()
        byte = drawn["unit.map"][row + ABOVE, column + BESIDE].item()
        assert low + byte / 255 * (high - low) == pytest.approx(value, abs=(high - low) / 255)


def test_several_classes_show_the_winner_and_how_sure_it_is() -> None:
    s, p, _ = run(300, data={"kind": "iris"})
    drawn = draw(s, p)["map"]
    assert set(drawn["map"].flatten().tolist()) == {0, 1, 2}
    assert drawn["sure"].max() > 200
    unit = draw(s, p, focus=2)["map"]
    assert torch.equal(unit["map"], drawn["map"])
    assert len(set(unit["unit.map"].flatten().tolist())) > 20


def test_the_confusion_matrix_counts_the_validation_set() -> None:
    s, p, metrics = run(250, data={"kind": "iris"}, batch_size=5)
    cells = draw(s, p)["confusion"]["cells.z"]
    assert cells.sum() == 45
    s, p, metrics = run(21 * 10, data={"kind": "iris"}, batch_size=5)  # to the end of an epoch
    cells = draw(s, p)["confusion"]["cells.z"]
    assert cells.diagonal().sum().item() / 45 == pytest.approx(metrics["validation_accuracy"])


@pytest.mark.parametrize("form", ["course", "library"])
@pytest.mark.parametrize("optimizer", ["sgd", "nesterov", "normalised", "adagrad", "rmsprop", "adadelta", "adam"])
def test_the_update_shown_is_the_update_made(optimizer: str, form: str) -> None:
    s, p, _ = run(20, optimizer=optimizer, form=form, lr=0.05)
    before = s.net.theta.clone()
    LAB.step(s, p)
    shown = {name: value.item() for name, value in draw(s, p)["rule"].items()}
    k = int((s.net.theta.abs() * s.net.is_weight).argmax())
    assert shown["next"] == s.net.theta[k]
    assert shown["w"] == pytest.approx(before[k].item(), abs=2e-6)
    assert shown["w"] - shown["alpha"] * shown["d"] / shown["r"] == pytest.approx(shown["next"], abs=1e-5)


def test_the_hardest_pictures_are_those_of_wrong_points() -> None:
    s, p, _ = run(400, data={"kind": "digits", "classes": 4})
    drawn = draw(s, p)["images"]
    assert drawn["images"].shape == (48, 8, 8)
    assert s.images is not None
    assert torch.equal(drawn["images"][0], s.images[drawn["key"][0]])
    assert bool(s.held[drawn["key"].long()].all())
    act(s, p, "add_point", x=0, y=0)
    act(s, p, "remove_point", index=int(drawn["key"][0]))
    assert drawn["key"][0] not in draw(s, p)["images"]["key"]


def test_drawing_a_diverged_network_stays_finite() -> None:
    s, p, _ = run(5)
    s.net.theta.fill_(math.nan)
    drawn = draw(s, p)
    assert bool((drawn["map"]["map"] == 128).all())
    assert bool(torch.isfinite(drawn["weights"]["layer0.x"]).all())


def test_a_large_network_is_drawn_in_time_and_in_size() -> None:
    s, p, _ = run(3, hidden=[64] * 6)
    assert len(encode_frame(3, LAB.draw(s, p))) <= 1e6
    assert effort(lambda: LAB.draw(s, p)) < 8
