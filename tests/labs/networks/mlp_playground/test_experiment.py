"""The neural network playground learns, and its edits bend what they should."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from pydantic import ValidationError

from lossland.algorithms.nets.losses import mean_loss
from lossland.algorithms.nets.mlp import forward
from lossland.engine.codec import decode, encode
from lossland.labs.networks.mlp_playground.experiment import inputs_of
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.presets import RAGGED
from lossland.labs.networks.mlp_playground.questions import ACCIDENT, SEPARATED
from tests.labs.networks.mlp_playground.trained import LAB, act, draw, more, run, training_loss


def test_an_epoch_uses_every_point_once_and_then_measures() -> None:
    s, p, _ = run(0, **RAGGED)
    rows = [LAB.step(s, p) for _ in range(50)]
    assert [len(row) for row in rows[23:26]] == [1, 5, 1]
    assert [float(row["epoch"]) for row in rows if "epoch" in row] == [1, 2]
    assert sorted(s.batches.order.tolist()) == list(range(250))


def test_a_step_is_the_formula_on_the_batch() -> None:
    s, p, _ = run(0, **RAGGED | {"optimizer": "sgd", "batch_size": 5000, "l2": 0.01, "lr": 0.1})
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


def test_points_that_jitter_move_anew_at_each_update_and_the_others_stay() -> None:
    s, p, _ = run(0, jitter=0.3)
    rows = torch.arange(len(s.places))
    first, second = inputs_of(s, p, rows), inputs_of(s, p, rows)
    assert not torch.equal(first, second)
    away = torch.cat([first - s.x, second - s.x])  # x1 and x2 are half the coordinates
    assert float(away.std()) == pytest.approx(0.15, rel=0.1)
    assert float(away.mean()) == pytest.approx(0, abs=0.02)
    assert torch.equal(inputs_of(s, p.model_copy(update={"jitter": 0.0}), rows), s.x)


@pytest.mark.seeds(3)
def test_the_spiral_is_separated(seed: int) -> None:
    s, p, _ = run(0, seed)
    assert any(more(s, p, 25)["validation_accuracy"] >= SEPARATED for _ in range(600))


@pytest.mark.seeds(3)
@pytest.mark.parametrize("begun", [500, 4000])
def test_whenever_the_accident_comes_the_loss_jumps_and_does_not_come_back(seed: int, begun: int) -> None:
    s, p, _ = run(begun, seed)
    before = training_loss(s, p)
    broken = MlpPlaygroundParams.model_validate(p.model_dump(mode="json") | {"lr": p.lr * ACCIDENT})
    highest = 0.0
    for _ in range(2):
        more(s, broken, 25)
        highest = max(highest, training_loss(s, p))
    assert highest > 2 * before
    for _ in range(60):
        assert more(s, broken, 25)["validation_accuracy"] < SEPARATED
        assert training_loss(s, p) > max(0.3, 1.3 * before)
    units = [layer.a.abs() for layer in forward(s.net, s.x, p.form, training=False)[:-1]]
    assert all(float((unit > 0.99).float().mean()) > 0.75 for unit in units)  # nearly every unit is saturated


def test_early_stopping_brings_the_best_weights_back() -> None:
    s, p, _ = run(
        0, data={"kind": "moons", "count": 60, "noise": 0.5}, hidden=[32], optimizer="adam", lr=0.05, patience=5
    )
    losses, accuracies = [], []
    while not LAB.done(s, p):
        metrics = LAB.step(s, p)
        if "validation_loss" in metrics:
            losses.append(float(metrics["validation_loss"]))
            accuracies.append(float(metrics["validation_accuracy"]))
    best = losses.index(min(losses))
    assert len(losses) - 1 - best == 5

    now = mean_loss(p.loss, forward(s.net, s.x_held, p.form, training=False)[-1].z, s.y_held)
    assert float(now) == pytest.approx(min(losses))
    assert losses[-1] == pytest.approx(min(losses))  # the numbers that stay on the page are those of these weights
    assert accuracies[-1] == accuracies[best]


def test_live_changes_keep_the_weights_and_another_method_begins_with_empty_moments() -> None:
    s, p, _ = run(30)
    for changes in (
        {"optimizer": "rmsprop", "lr": 0.01},
        {"optimizer": "adadelta"},
        {"form": "library"},
        {"batch_size": 250},
    ):
        old, p = p, p.model_copy(update=changes)
        LAB.adopt(s, p, old)
        assert s.moments.t == 0 or "batch_size" in changes
        before = s.net.theta.clone()
        LAB.step(s, p)
        assert (s.net.theta - before).abs().max() < 0.1
        assert s.moments.t == 1 or "batch_size" in changes


@pytest.mark.parametrize("schedule", ["step", "exponential", "inverse", "cosine"])
def test_the_rate_falls_with_the_epochs(schedule: str) -> None:
    s, p, _ = run(25 * 10 + 1, **RAGGED | {"schedule": schedule, "period": 10})
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
        ("move_point", {"index": 400, "x": 0, "y": 0}, "no point 400: they are numbered 0 to 399"),
        ("remove_point", {"index": 99999}, "no point 99999"),
        ("add_point", {"x": 6.01, "y": 0}, r"x\n.*less than or equal to 6"),
        ("move_point", {"index": 0, "x": 0, "y": -7}, r"y\n.*greater than or equal to -6"),
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


def test_on_the_page_eight_controls_come_first() -> None:
    schema = MlpPlaygroundParams.model_json_schema()["properties"]
    hints = {name: node["x-lossland"] for name, node in schema.items()}
    first = [name for name, hint in hints.items() if not hint["advanced"] and not hint.get("hidden")]
    assert first == ["data", "hidden", "activation", "lr", "batch_size", "optimizer", "l2", "jitter"]
    assert LAB.tour is not None
    assert set(LAB.tour.controls) <= set(first)
