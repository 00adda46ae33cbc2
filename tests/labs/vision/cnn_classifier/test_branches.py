"""A softmax on every stage: looking on it changes nothing, added it is part of the loss; deeper stages tell more."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import torch
from torch.nn.functional import cross_entropy

from lossland.algorithms.vision.classic.branches import Branches, map_channels
from lossland.algorithms.vision.classic.inception import small_inception
from lossland.algorithms.vision.classic.lenet import lenet5
from lossland.labs.vision.cnn_classifier.experiment import Classifying
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.train import BRANCH, TrainState, as_input

LAB = Classifying()


def begun(**params: Any) -> tuple[CnnClassifierParams, TrainState]:
    p = CnnClassifierParams.model_validate({"count": 200, "mirror": False, "rotation": 0, "crop": 0, **params})
    torch.manual_seed(4)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert isinstance(s, TrainState)
    return p, s


def test_every_stage_with_maps_has_one() -> None:
    assert map_channels(lenet5(padding=2), (1, 28, 28)) == {"conv1": 6, "pool1": 6, "conv2": 16, "pool2": 16}
    named = map_channels(small_inception(), (1, 28, 28))
    assert named == {"conv1": 16, "pool1": 16, "inception2": 32, "pool2": 32, "inception3": 64}


def test_one_is_a_dense_layer_on_the_mean_of_its_maps() -> None:
    branches = Branches({"a": 3}, 5)
    maps = torch.rand(2, 3, 4, 6)
    [scores] = branches({"a": maps}, reach=True)
    weight, bias = branches.heads["a"].parameters()
    expected = torch.einsum("kc,bchw->bk", weight, maps) / 24 + bias
    assert torch.allclose(scores, expected, atol=1e-6)


@pytest.mark.parametrize("network", ["inception", "lenet"])
def test_looking_on_changes_nothing_in_the_network(network: str) -> None:
    (p, plain), (q, seen) = begun(network=network), begun(network=network, branches="probe")
    for _ in range(4):
        LAB.step(plain, p)
        LAB.step(seen, q)
    for one, other in zip(plain.net.state_dict().values(), seen.net.state_dict().values(), strict=True):
        assert torch.equal(one, other)


def test_added_their_gradients_are_three_tenths_of_their_losses() -> None:
    p, s = begun(branches="added", batch=50, optimizer="sgd", rate=1.0)
    before = deepcopy((s.net, s.branches))
    LAB.step(s, p)
    net, branches = before
    rows = s.batches.order[:50]
    outputs = net.outputs(as_input(s.x[rows]))
    beside = branches(outputs, reach=True)
    loss = cross_entropy(outputs["scores"], s.y[rows]) + BRANCH * sum(cross_entropy(z, s.y[rows]) for z in beside)
    slopes = torch.autograd.grad(loss, list(net.parameters()))
    rate = s.optimizer.param_groups[0]["lr"]
    for old, slope, new in zip(net.parameters(), slopes, s.net.parameters(), strict=True):
        assert torch.allclose(old - rate * slope, new, atol=1e-6)


def test_what_the_lesson_says_of_depth_is_so() -> None:
    p = CnnClassifierParams.model_validate({"network": "inception", "branches": "probe", "rotation": 0})
    torch.manual_seed(0)
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert isinstance(s, TrainState)
    while s.epoch < 4:
        LAB.step(s, p)
    first, _, third, _, last, itself = s.depth.tolist()
    assert first < 0.3
    assert first + 0.15 < third < last - 0.1
    assert itself == pytest.approx(float(LAB.measure(s, p)["test_accuracy"]))
