"""The neural network playground: it learns, its edits bend what they should, its pictures show what is there."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from torch import Tensor

from lossland.algorithms.nets.losses import mean_loss, probabilities
from lossland.algorithms.nets.mlp import forward
from lossland.algorithms.nets.plane_inputs import plane_inputs
from lossland.engine.codec import decode, encode
from lossland.engine.frames import encode_frame
from lossland.engine.session import parse_action
from lossland.lab.views import Field, Network, Plot
from lossland.labs.networks.mlp_playground.lab import MlpPlayground, State
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from tests.support.effort import effort
from tests.support.examples import examples

LAB = MlpPlayground()
Frame = dict[str, dict[str, Tensor]]


def run(steps: int, seed: int = 0, **params: Any) -> tuple[State, MlpPlaygroundParams, dict[str, float]]:
    """A run and its newest value of every metric."""
    p = MlpPlaygroundParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(seed), torch.device("cpu"))
    return s, p, more(s, p, steps)


def more(s: State, p: MlpPlaygroundParams, steps: int) -> dict[str, float]:
    metrics: dict[str, float] = {}
    for _ in range(steps):
        if LAB.done(s, p):
            break
        metrics |= {name: float(value) for name, value in LAB.step(s, p).items()}
    return metrics


def draw(s: State, p: MlpPlaygroundParams, **views: Any) -> Frame:
    return {name: dict(arrays) for name, arrays in LAB.draw(s, p.model_copy(update=views)).items()}


def act(s: State, p: MlpPlaygroundParams, kind: str, **fields: Any) -> None:
    LAB.act(s, p, parse_action(LAB, {"kind": kind, **fields}))


def test_an_epoch_uses_every_point_once_and_then_measures() -> None:
    s, p, _ = run(0)
    rows = [LAB.step(s, p) for _ in range(50)]
    assert [len(row) for row in rows[23:26]] == [1, 5, 1]
    assert [float(row["epoch"]) for row in rows if "epoch" in row] == [1, 2]
    assert sorted(s.batches.order.tolist()) == list(range(250))


def test_a_step_is_the_formula_on_the_batch() -> None:
    s, p, _ = run(0, optimizer="sgd", batch_size=5000, l2=0.01, lr=0.1)
    theta = s.net.theta.clone().requires_grad_()
    W = [theta[0:16].view(8, 2), theta[24:88].view(8, 8), theta[96:104].view(1, 8)]
    b = [theta[16:24, None], theta[88:96, None], theta[104:105, None]]
    f = W[2] @ torch.tanh(W[1] @ torch.tanh(W[0] @ s.x + b[0]) + b[1]) + b[2]
    loss = torch.nn.functional.binary_cross_entropy_with_logits(f, s.y)
    cost = loss + 0.01 * torch.stack([part.square().sum() for part in W]).sum()
    (slope,) = torch.autograd.grad(cost, theta)
    metrics = LAB.step(s, p)
    torch.testing.assert_close(metrics["train_loss"], loss.detach())
    torch.testing.assert_close(s.net.theta, (theta - 0.1 * slope).detach(), rtol=1e-4, atol=1e-6)


@pytest.mark.seeds(3)
def test_the_spiral_is_separated_and_the_accident_breaks_it_for_good(seed: int) -> None:
    s, p, _ = run(0, seed)
    reached = 0.0
    for _ in range(600):
        reached = max(reached, more(s, p, 25)["validation_accuracy"])
        if reached >= 0.95:
            break
    assert reached >= 0.95
    before = training_loss(s, p)
    assert LAB.tour is not None
    broken = p.model_copy(update={"lr": p.lr * LAB.tour.accident.times})
    MlpPlaygroundParams.model_validate(broken.model_dump(mode="json"))  # the control takes that rate
    after = []
    for _ in range(60):
        more(s, broken, 25)
        after.append(training_loss(s, p))
    assert max(after[:2]) > 3 * before
    assert min(after) > 2 * before
    assert min(after) > 0.5


def training_loss(s: State, p: MlpPlaygroundParams) -> float:

    return float(mean_loss(p.loss, forward(s.net, s.x, p.form, training=False)[-1].z, s.y))


@pytest.mark.seeds(3)
@pytest.mark.parametrize("after", [500, 1250])
def test_the_accident_breaks_a_run_that_has_only_begun(seed: int, after: int) -> None:
    s, p, _ = run(after, seed)
    broken = p.model_copy(update={"lr": p.lr * 30})
    more(s, broken, 50)
    for _ in range(20):
        more(s, broken, 25)
        assert training_loss(s, p) > 0.5


def preset(slug: str, steps: int, seed: int = 0) -> tuple[State, MlpPlaygroundParams, dict[str, float]]:
    return run(steps, seed, **next(preset.params for preset in LAB.presets if preset.slug == slug))


@pytest.mark.seeds(2)
class TestPresets:
    """What each preset promises really happens."""

    def test_circle_and_xor_are_learned(self, seed: int) -> None:
        assert preset("circle", 1000, seed)[2]["validation_accuracy"] > 0.95
        assert preset("xor", 1500, seed)[2]["validation_accuracy"] > 0.9

    def test_xor_needs_a_hidden_layer(self, seed: int) -> None:
        s, p, metrics = preset("xor-without-hidden", 750, seed)
        assert metrics["train_accuracy"] < 0.8
        assert_straight(s, p)

    def test_linear_layers_are_one(self, seed: int) -> None:
        s, p, metrics = preset("linear-collapse", 750, seed)
        assert metrics["train_accuracy"] < 0.8
        assert_straight(s, p)

    def test_from_zero_only_the_last_bias_moves(self, seed: int) -> None:
        s, _, metrics = preset("zero-init", 300, seed)
        assert s.net.theta[:-1].abs().max() == 0
        assert s.net.theta[-1] != 0
        assert metrics["train_accuracy"] < 0.6

    def test_dead_relus_stay_dead(self, seed: int) -> None:
        s, p, metrics = preset("dead-relu", 1000, seed)
        units = draw(s, p)["units"]
        assert units["dead"][1] == 1
        assert units["gradient"][:2].tolist() == [0, 0]
        assert metrics["train_accuracy"] < 0.6
        assert int((draw(s, p)["network"]["state"] == 1).sum()) >= 8
        calm = p.model_copy(update={"lr": 0.1})
        more(s, calm, 500)
        assert draw(s, p)["units"]["dead"][1] == 1

    def test_the_exploding_rate_does_not_learn(self, seed: int) -> None:
        s, p, _ = preset("exploding-rate", 1500, seed)
        assert training_loss(s, p) > 0.6

    def test_eight_sigmoids_lose_the_gradient_and_two_cures(self, seed: int) -> None:
        s, p, metrics = preset("deep-sigmoid", 750, seed)
        gradient = draw(s, p)["units"]["gradient"]
        assert gradient[0] < 1e-3 * gradient[-1]
        assert metrics["train_accuracy"] < 0.75
        assert preset("deep-relu", 750, seed)[2]["train_accuracy"] > 0.95
        assert preset("deep-batch-norm", 750, seed)[2]["train_accuracy"] > 0.95

    def test_squared_error_is_stuck_where_cross_entropy_is_not(self, seed: int) -> None:
        _, _, stuck = preset("squared-error-stuck", 1000, seed)
        _, _, free = preset("cross-entropy-free", 1000, seed)
        assert stuck["train_accuracy"] < 0.85
        assert free["train_accuracy"] > 0.95

    def test_over_fitting_and_its_cures(self, seed: int) -> None:
        _, _, wild = preset("over-fit", 1500, seed)
        assert wild["train_accuracy"] > 0.85  # of one noisy epoch: near 1 in most
        for cure in ("over-fit-l2", "over-fit-dropout", "over-fit-early-stop"):
            s, p, tame = preset(cure, 1500, seed)
            assert tame["validation_loss"] < 0.5 * wild["validation_loss"], cure
            if p.patience:
                assert LAB.done(s, p)

    def test_real_data_are_learned_as_far_as_two_numbers_allow(self, seed: int) -> None:
        assert preset("iris", 600, seed)[2]["validation_accuracy"] > 0.8
        assert 0.45 < preset("digits", 1000, seed)[2]["validation_accuracy"] < 0.8


def assert_straight(s: State, p: MlpPlaygroundParams) -> None:
    """The logit is a linear function of the point."""
    probability = draw(s, p)["map"]["map"].float() / 255
    logit = torch.logit(probability.clamp(0.05, 0.95))
    inside = (probability > 0.06) & (probability < 0.94)
    rows, columns = torch.nonzero(inside, as_tuple=True)
    A = torch.stack([rows, columns, torch.ones_like(rows)], 1).double()
    z = logit[inside].double()[:, None]
    residual = z - A @ torch.linalg.lstsq(A, z).solution
    assert residual.abs().max() < 0.1


def test_early_stopping_brings_the_best_weights_back() -> None:
    s, p, _ = run(
        0, data={"kind": "moons", "count": 60, "noise": 0.5}, hidden=[32], optimizer="adam", lr=0.05, patience=5
    )
    losses = []
    while not LAB.done(s, p):
        metrics = LAB.step(s, p)
        if "validation_loss" in metrics:
            losses.append(float(metrics["validation_loss"]))
    assert len(losses) - 1 - losses.index(min(losses)) == 5

    now = mean_loss(p.loss, forward(s.net, s.x_held, p.form, training=False)[-1].z, s.y_held)
    assert float(now) == pytest.approx(min(losses))


def test_live_changes_keep_the_weights() -> None:
    s, p, _ = run(30)
    for changes in (
        {"optimizer": "adam", "lr": 0.01},
        {"optimizer": "adadelta"},
        {"form": "library"},
        {"batch_size": 250},
    ):
        p = p.model_copy(update=changes)
        before = s.net.theta.clone()
        LAB.step(s, p)
        assert (s.net.theta - before).abs().max() < 0.1
        assert s.moments.t == 1 or "batch_size" in changes


@pytest.mark.parametrize("schedule", ["step", "exponential", "inverse", "cosine"])
def test_the_rate_falls_with_the_epochs(schedule: str) -> None:
    s, p, _ = run(25 * 10 + 1, schedule=schedule, period=10)
    assert s.rate == pytest.approx(0 if schedule == "cosine" else p.lr / 2)


def test_a_dragged_weight_bends_what_lies_behind_it_and_nothing_before() -> None:
    s, p, _ = run(100)
    before = draw(s, p)
    act(s, p, "set_weight", layer=2, unit=3, input=5, value=4.5)
    after = draw(s, p)
    assert after["network"]["w2"][3, 5] == 4.5
    changed = (before["network"]["maps"] != after["network"]["maps"]).flatten(1).any(1)
    assert changed.nonzero().flatten().tolist() == [2 + 8 + 3, 18]
    assert not torch.equal(before["map"]["map"], after["map"]["map"])
    act(s, p, "set_bias", layer=3, unit=0, value=-1000)
    assert draw(s, p)["map"]["map"].max() == 0
    LAB.step(s, p)


def test_a_set_weight_survives_saving() -> None:

    s, p, _ = run(30)
    act(s, p, "set_weight", layer=1, unit=0, input=1, value=-2.5)
    again, _, _ = run(0)
    decode(encode(s), again, torch.device("cpu"))
    assert again.net.layers[0].W[0, 1] == -2.5
    assert LAB.step(s, p)["train_loss"] == LAB.step(again, p)["train_loss"]
    torch.testing.assert_close(again.net.theta, s.net.theta, rtol=0, atol=0)


def test_points_are_added_moved_and_removed() -> None:
    s, p, _ = run(10, data={"kind": "points"})
    act(s, p.model_copy(update={"pen": 0}), "add_point", x=5.0, y=-5.5)
    drawn = draw(s, p)["map"]
    assert [drawn["points.x"][16].item(), drawn["points.y"][16].item()] == [5.0, -5.5]
    assert [drawn["points.label"][16].item(), drawn["points.held"][16].item()] == [0, 0]
    count = s.x.shape[1]
    act(s, p, "move_point", index=16, x=-1.0, y=2.0)
    torch.testing.assert_close(s.x[:, -1], torch.tensor([-0.5, 1.0]))
    act(s, p, "remove_point", index=16)
    assert s.x.shape[1] == count - 1
    for _ in range(20):
        LAB.step(s, p)


def test_a_held_out_point_stays_held_out() -> None:
    s, p, _ = run(5)
    index = int(s.held.nonzero()[0])
    before = s.x.clone()
    act(s, p, "move_point", index=index, x=1.0, y=1.0)
    torch.testing.assert_close(s.x, before)
    assert bool((s.x_held == 0.5).all(0).any())


def test_a_new_point_never_gets_a_class_that_is_not_there() -> None:
    s, p, _ = run(1, data={"kind": "iris"}, pen=9)
    act(s, p, "add_point", x=0.0, y=0.0)
    assert s.label[-1] == 2


@pytest.mark.parametrize(
    ("kind", "fields", "match"),
    [
        ("set_weight", {"layer": 4, "unit": 0, "input": 0, "value": 1}, "no layer 4; this network has layers 1 to 3"),
        ("set_weight", {"layer": 3, "unit": 1, "input": 0, "value": 1}, "layer 3 has no unit 1; allowed: 0 to 0"),
        ("set_weight", {"layer": 1, "unit": 0, "input": 2, "value": 1}, "layer 1 has no input 2; allowed: 0 to 1"),
        ("set_weight", {"layer": 1, "unit": 0, "input": 0, "value": math.inf}, "value"),
        ("set_bias", {"layer": 1, "unit": 8, "value": 1}, "layer 1 has no unit 8"),
        ("set_bias", {"layer": 0, "unit": 0, "value": 1}, "layer"),
        ("move_point", {"index": 500, "x": 0, "y": 0}, "no point 500: they are numbered 0 to 499"),
        ("remove_point", {"index": 99999}, "no point 99999"),
        ("add_point", {"x": 6.01, "y": 0}, "action.x: 6.01"),
        ("move_point", {"index": 0, "x": 0, "y": -7}, "action.y: -7"),
    ],
)
def test_actions_that_cannot_be(kind: str, fields: dict[str, Any], match: str) -> None:
    s, p, _ = run(0)
    with pytest.raises(ValueError, match=match):
        act(s, p, kind, **fields)


def test_the_last_two_training_points_stay() -> None:
    s, p, _ = run(1, data={"kind": "points", "points": [[0, 0], [1, 1]], "labels": [0, 1]})
    with pytest.raises(ValueError, match="last 2 training points"):
        act(s, p, "remove_point", index=0)


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "points", "points": [[0, 0], [1, 1]], "labels": [0, 1]},
        {"kind": "points", "points": [[0, 0], [0, 0]], "labels": [1, 1]},
        {"kind": "points", "points": [[0, 0], [1, 1], [2, 2]], "labels": [0, 0, 9]},
    ],
)
@pytest.mark.parametrize("held_out", [0.0, 0.9])
def test_poor_data_train_and_draw(data: dict[str, Any], held_out: float) -> None:
    s, p, metrics = run(30, data=data, held_out=held_out, batch_norm=True, dropout=0.3, patience=3)
    assert all(math.isfinite(value) for value in metrics.values())
    assert set(draw(s, p)) | {"loss", "accuracy"} == set(LAB.figures(p))


@pytest.mark.parametrize(
    "bad",
    [
        {"hidden": [8] * 9},
        {"hidden": [0]},
        {"hidden": [65]},
        {"lr": 0},
        {"lr": math.nan},
        {"features": {"x1": False, "x2": False}},
        {"dropout": 1},
        {"activation": "step"},
        {"layer_activations": {"layer_9": "relu"}},
        {"data": {"kind": "points", "points": [[0, 0], [7, 0]], "labels": [0, 1]}},
        {"data": {"kind": "points", "points": [[0, 0], [1, 0]], "labels": [0]}},
        {"unknown": 1},
    ],
    ids=str,
)
def test_parameters_out_of_bounds_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MlpPlaygroundParams.model_validate(bad)


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
        assert {key.partition(".")[0] for key in frame[name]} == {trace.uid for trace in plot.figure.data}


def test_the_map_is_the_networks_answer() -> None:
    s, p, _ = run(200)
    probability = draw(s, p)["map"]["map"]
    index = int(s.label.nonzero()[0])
    x, y = s.points[index].tolist()

    column, row = int((x + 6) / 0.125), int((y + 6) / 0.125)
    middle = torch.tensor([[-6 + 0.125 * (column + 0.5), -6 + 0.125 * (row + 0.5)]])
    answer = probabilities(forward(s.net, plane_inputs(middle, ["x1", "x2"]), p.form, training=False)[-1].z)
    assert probability[row, column].item() == pytest.approx(255 * answer.item(), abs=1)


def test_the_map_of_a_focused_unit_is_its_own() -> None:
    s, p, _ = run(50)
    x1 = draw(s, p, focus=0)["map"]["map"]
    assert bool((x1.diff(dim=1) >= 0).all())
    assert bool((x1 == x1[0]).all())
    answers = draw(s, p, discretise=True)["map"]["map"]
    assert set(answers.flatten().tolist()) <= {0, 255}


def test_several_classes_show_the_winner_and_how_sure_it_is() -> None:
    s, p, _ = run(300, data={"kind": "iris"})
    drawn = draw(s, p)["map"]
    assert set(drawn["map"].flatten().tolist()) == {0, 1, 2}
    assert drawn["sure"].max() > 200
    unit = draw(s, p, focus=2)["map"]
    assert set(unit["map"].flatten().tolist()) <= {0, 1}


def test_the_confusion_matrix_counts_the_validation_set() -> None:
    s, p, metrics = run(250, data={"kind": "iris"}, batch_size=5)
    cells = draw(s, p)["confusion"]["cells.z"]
    assert cells.sum() == 75
    s, p, metrics = run(15 * 10, data={"kind": "iris"}, batch_size=5)  # to the end of an epoch
    cells = draw(s, p)["confusion"]["cells.z"]
    assert cells.diagonal().sum().item() / 75 == pytest.approx(metrics["validation_accuracy"])


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


def test_on_the_page_seven_controls_come_first() -> None:
    schema = MlpPlaygroundParams.model_json_schema()["properties"]
    first = [name for name, node in schema.items() if not node["x-lossland"]["advanced"]]
    assert first == ["data", "hidden", "activation", "lr", "batch_size", "optimizer", "l2"]
    assert LAB.tour is not None
    assert set(LAB.tour.controls) <= set(first)
