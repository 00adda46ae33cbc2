"""A weight that is held stays where it is while everything else trains, and tells how hard training pulls at it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from lossland.algorithms.nets.mlp import forward
from lossland.labs.networks.mlp_playground.actions import SetBias, SetWeight
from lossland.labs.networks.mlp_playground.experiment import State, place_of
from lossland.labs.networks.mlp_playground.lab import MlpPlayground
from lossland.labs.networks.mlp_playground.params import MlpPlaygroundParams
from lossland.labs.networks.mlp_playground.pictures.force import force

LAB = MlpPlayground()


def begun(**params: object) -> tuple[State, MlpPlaygroundParams]:
    p = MlpPlaygroundParams.model_validate(params)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    LAB.adopt(s, p, None)
    return s, p


@pytest.mark.parametrize("optimizer", ["sgd", "nesterov", "adam"])
def test_a_held_weight_does_not_move_and_the_others_do(optimizer: str) -> None:
    s, p = begun(optimizer=optimizer)
    LAB.act(s, p, SetWeight(layer=2, unit=3, input=1, value=-2.3, held=True))
    before = s.net.layers[1].W.clone()
    for _ in range(20):
        LAB.step(s, p)
    moved = (before != s.net.layers[1].W).flatten()
    place = 3 * 8 + 1
    assert s.net.layers[1].W[3, 1] == torch.tensor(-2.3)
    assert not moved[place]
    assert moved[torch.arange(64) != place].all()


def test_let_go_it_moves_again() -> None:
    s, p = begun()
    LAB.act(s, p, SetBias(layer=1, unit=2, value=1.5, held=True))
    LAB.step(s, p)
    assert s.net.layers[0].b[2, 0] == 1.5
    LAB.act(s, p, SetBias(layer=1, unit=2, value=1.5))
    LAB.step(s, p)
    assert s.net.layers[0].b[2, 0] != 1.5


def test_another_edit_lets_go() -> None:
    s, p = begun()
    LAB.act(s, p, SetWeight(layer=1, unit=0, input=0, value=4.0, held=True))
    LAB.act(s, p, SetWeight(layer=1, unit=1, input=0, value=0.0))
    assert s.grip == []


@pytest.mark.parametrize("edit", [SetWeight(layer=1, unit=4, input=1, value=0.7), SetBias(layer=2, unit=3, value=-1.2)])
def test_the_force_is_the_negative_slope_at_the_weights_shown(edit: SetWeight | SetBias) -> None:
    """Against finite differences of the loss over the whole training set: after a step, and where a hand moves on at rest."""
    s, p = begun(batch_size=60, l2=0.0)
    LAB.act(s, p, edit.model_copy(update={"held": True, "value": 0.1}))
    LAB.step(s, p)
    gradient = s.net.gradient.clone()
    for value in (0.1, edit.value):
        LAB.act(s, p, edit.model_copy(update={"held": True, "value": value}))
        slope = float(force(s, p))
        assert slope == pytest.approx(-(loss_at(s, p, value + 1e-4) - loss_at(s, p, value - 1e-4)) / 2e-4, rel=1e-3)
    assert torch.equal(s.net.gradient, gradient)


def loss_at(s: State, p: MlpPlaygroundParams, value: float) -> float:
    """With this value in the place of the one that is held, in double precision."""
    layers = [layer._replace(W=layer.W.double(), b=layer.b.double()) for layer in s.net.layers]
    place_of(layers, s.grip).fill_(value)
    z = forward(replace(s.net, layers=layers), s.x.double(), p.form, training=False)[-1].z
    return float(torch.nn.functional.binary_cross_entropy_with_logits(z, s.y.double()))


def test_the_picture_tells_what_is_held_and_the_pull() -> None:
    s, p = begun()
    assert "grip" not in LAB.draw(s, p)["network"]
    LAB.act(s, p, SetWeight(layer=3, unit=0, input=5, value=2.0, held=True))
    LAB.step(s, p)
    drawn = LAB.draw(s, p)["network"]
    assert drawn["grip"].tolist() == [3, 0, 5]
    assert drawn["force"].tolist() == [float(force(s, p))]
