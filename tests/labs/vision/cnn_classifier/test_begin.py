"""A network that begins with a kept model is that model; classes of one's own are learned by the small networks."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from lossland.fields.written import drawn, on_sheets, photographed
from lossland.lab.references import resolve
from lossland.lab.text import Refused
from lossland.lab.trained import KeptModel
from lossland.labs.vision.cnn_classifier.experiment import Classifying
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.studies.train import TrainState
from lossland.runs.messages import Model, Upload
from lossland.uploads.loaded import loaded
from tests.labs.vision.cnn_classifier.cases import ID, strokes_of_three
from tests.support.kept import kept_vgg

LAB = Classifying()
KEPT = {"begin": {"kind": "kept", "model": ID}, "network": "vgg", "count": 100}
SENT = {"data": {"kind": "own", "pictures": ID}, "batch": 6, "epochs": 40}


def begun(upload: Upload, **params: Any) -> tuple[CnnClassifierParams, TrainState]:
    p = resolve(CnnClassifierParams.model_validate(params), {ID: loaded(upload)})
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert isinstance(s, TrainState)
    return p, s


def test_step_0_is_the_kept_network_and_training_goes_on_from_there() -> None:
    kept = kept_vgg()
    p, s = begun(kept, **KEPT)
    model = loaded(kept)
    assert isinstance(model, KeptModel)
    before = {name: value.clone() for name, value in s.net.state_dict().items()}
    assert before.keys() == model.tensors.keys()
    for name, value in model.tensors.items():
        assert torch.equal(before[name], value), name
    LAB.step(s, p)
    assert any(not torch.equal(before[name], value) for name, value in s.net.named_parameters())


@pytest.mark.parametrize(
    ("model", "params", "said"),
    [
        (kept_vgg(), {"network": "lenet"}, "VGG, small"),
        (kept_vgg(classes=4), {}, "knows 4 classes, the data have 10"),
        (kept_vgg(study="own"), {}, "not kept of a network in training"),
    ],
)
def test_what_cannot_be_gone_on_with_is_said(model: Model, params: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        begun(model, **{**KEPT, **params})


def test_lines_of_ones_own_are_learned_and_a_fifth_of_each_class_is_held_out() -> None:
    p, s = begun(strokes_of_three(), **SENT)
    assert s.x.shape == (24, 28, 28)
    assert s.y_test.bincount().tolist() == [2, 2, 2]
    assert s.scores.shape == (6, 3)
    metrics: dict[str, torch.Tensor] = {}
    while not LAB.done(s, p):
        metrics |= LAB.step(s, p)
    assert float(metrics["train_accuracy"]) == 1
    frames = LAB.measure(s, p)
    assert float(frames["test_loss"]) < 1.0986  # ln 3: better than knowing nothing


def test_pictures_of_any_size_and_colour_become_sheets() -> None:
    exact = torch.randint(0, 256, (3, 1, 28, 28), dtype=torch.uint8)
    assert torch.equal(on_sheets(exact), exact[:, 0])
    wide = torch.zeros(1, 3, 40, 100, dtype=torch.uint8)
    wide[..., 30:70] = torch.tensor([30, 60, 90], dtype=torch.uint8).view(3, 1, 1)
    assert set(on_sheets(wide).flatten().tolist()) == {60}
    assert torch.equal(photographed("own", wide[0]), on_sheets(wide)[0])
    assert drawn("own", [[[0.1, 0.5], [0.9, 0.5]]]).any()
