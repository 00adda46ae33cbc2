"""Classes of one's own: what is held out is never learned from, features are those of the whole network, it learns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

from lossland.algorithms.vision.efficientnet_lite import normalised
from lossland.fields.classes import labelled, parted
from lossland.lab.references import resolve
from lossland.lab.text import Refused, T
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.experiment import Classifying
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.own import confusion, plane, read, wall
from lossland.labs.vision.cnn_classifier.pictures.own.seen import SHOWN, Seen, titles
from lossland.labs.vision.cnn_classifier.studies.own import OwnState
from lossland.models.shipped import classifier
from lossland.uploads.loaded import loaded
from lossland.uploads.pictures import kept_pictures
from tests.support.photos import file_of, gradient, zip_of

LAB = Classifying()
ID = "0" * 64


def started(**params: Any) -> tuple[CnnClassifierParams, OwnState]:
    p = CnnClassifierParams.model_validate({"study": "own", "side": "96", **params})
    return p, begun(p)


def begun(p: CnnClassifierParams) -> OwnState:
    s = LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))
    assert isinstance(s, OwnState)
    LAB.adopt(s, p, None)
    return s


def learned(p: CnnClassifierParams, s: OwnState, steps: int) -> list[dict[str, float]]:
    return [{name: float(value) for name, value in LAB.step(s, p).items()} for _ in range(steps)]


def of_zip(files: dict[str, bytes]) -> CnnClassifierParams:
    """Parameters on classes that were sent."""
    p = CnnClassifierParams.model_validate({"study": "own", "side": "96", "pictures": {"kind": "own", "pictures": ID}})
    return resolve(p, {ID: loaded(kept_pictures(zip_of(files)).pictures)})


def test_a_fifth_of_every_class_is_held_out_and_nothing_is_in_both() -> None:
    y = torch.tensor([0] * 7 + [1] * 50 + [2] * 2)
    kept, held = parted(y, (T("a", "a"), T("b", "b"), T("c", "c")), 20, torch.Generator().manual_seed(3))
    assert y[held].bincount().tolist() == [1, 4, 1]
    assert y[kept].bincount().tolist() == [6, 16, 1]
    both = torch.cat([kept, held])
    assert len(set(both.tolist())) == len(both) == 29


def test_features_are_computed_once_and_are_those_of_the_whole_network() -> None:
    p, s = started(per_class=4)
    told = learned(p, s, 3)
    assert [row["computed"] for row in told] == pytest.approx([4 / 12, 8 / 12, 1])
    assert not any("train_loss" in row for row in told)
    x = torch.nn.functional.interpolate(s.x.float() / 255, size=(96, 96), mode="bilinear", antialias=True)
    with torch.no_grad():
        whole = classifier().embedding(normalised(x))
    assert torch.allclose(s.first.features, whole, atol=1e-4)
    before = s.first.features.clone()
    learned(p, s, 5)
    assert torch.equal(s.first.features, before)


@pytest.mark.parametrize("frozen", ["all", "part", "none"])
def test_only_what_is_not_frozen_learns_and_the_first_loss_is_that_of_knowing_nothing(frozen: str) -> None:
    p, s = started(per_class=4, frozen=frozen)
    fixed = [value.clone() for value in s.first.fixed.state_dict().values()]
    trained = {name: value.clone() for name, value in s.first.trained.named_parameters()}
    steps = 0 if frozen == "none" else 3
    rows = learned(p, s, steps + 3)
    assert rows[steps]["train_loss"] == pytest.approx(np.log(3), abs=1e-4)
    assert all(torch.equal(a, b) for a, b in zip(fixed, s.first.fixed.state_dict().values(), strict=True))
    moved = {name for name, value in s.first.trained.named_parameters() if not torch.equal(value, trained[name])}
    assert moved == set(trained)
    counts = {"all": 3 * 1281, "part": 3 * 1281 + 605_440 + 412_160, "none": 4_652_008 - 1_281_000 + 3 * 1281}
    assert sum(value.numel() for value in s.first.trained.parameters()) == counts[frozen]


def test_ninety_photographs_are_learned_and_so_says_another_library() -> None:
    p, s = started()
    rows = learned(p, s, 23 + 5 * 10)
    assert rows[-1]["test_accuracy"] >= 0.95
    assert rows[-1]["epoch"] == 10
    kept, held = s.learned, s.held
    theirs = LogisticRegression(max_iter=300).fit(s.first.features[kept].numpy(), s.y[kept].numpy())
    assert theirs.score(s.first.features[held].numpy(), s.y[held].numpy()) >= 0.95


def test_what_is_drawn_is_what_was_measured() -> None:
    p, s = started(pictures={"kind": "shipped", "name": "digits"}, per_class=6)
    seen = Seen(s, p)
    assert (seen.said == -1).all()
    assert confusion.draw(seen)["cells.z"].sum() == 0
    learned(p, s, 15 + 6)
    seen = Seen(s, p)
    cells = confusion.draw(seen)["cells.z"]
    assert cells.sum(1).tolist() == [1] * 10
    assert cells.diagonal().sum() / cells.sum() == LAB.measure(s, p)["test_accuracy"]
    probabilities = read.draw(seen)["probabilities"]
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)
    pictures = wall.draw(seen)["images"]
    assert pictures.shape == (8 * wall.COLUMNS, wall.SIDE, wall.SIDE, 3), "eight classes have room, a row each"
    red = (pictures[:, 0, -1] == torch.tensor(wall.WRONG)).all(1)
    wrong = (seen.said != s.y) & (s.y < 8)
    assert red.sum() == wrong.sum()


def test_the_plane_is_that_of_the_principal_components() -> None:
    p, s = started(per_class=6)
    learned(p, s, 5)
    drawn = plane.draw(Seen(s, p))
    assert drawn is not None
    ours = torch.cat([torch.stack([drawn[f"class{k}.x"], drawn[f"class{k}.y"]], 1) for k in range(3)])
    theirs = PCA(2, svd_solver="full").fit_transform(s.first.features.numpy())
    signs = np.sign((theirs * ours.numpy()).sum(0))
    assert np.allclose(ours, theirs * signs, atol=1e-3)
    first = plane.draw(Seen(begun(p), p))
    assert first is not None
    assert all(len(values) == 0 for values in first.values())
    assert plane.figure(started(frozen="none", per_class=2)[0]) is None


def test_classes_that_were_sent_are_learned() -> None:
    light = {f"{name}/{i}.png": file_of(gradient(30 + i, 30).point(way)) for name, way in WAYS for i in range(6)}
    p = of_zip(light)
    s = begun(p)
    rows = learned(p, s, 3 + 3 * 10)
    assert [str(name) for name in titles(p)] == ["dark", "x" * (SHOWN - 1) + "…"]
    assert rows[-1]["test_accuracy"] == 1


WAYS = [("dark", lambda value: value // 3), ("x" * 50, lambda value: 255 - value // 3)]


def test_what_cannot_be_learned_is_refused_in_both_languages() -> None:
    dot = file_of(gradient(12, 12))
    with pytest.raises(Refused, match="class 'b' has one picture") as caught:
        begun(of_zip({"a/1.png": dot, "a/2.png": dot, "b/1.png": dot}))
    assert "只有一张图片" in caught.value.said.zh
    p, s = started(per_class=2)
    with pytest.raises(Refused, match="nothing to draw on"):
        LAB.act(s, p, Draw(strokes=[]))
    unsent = CnnClassifierParams.model_validate({"study": "own", "pictures": {"kind": "own", "pictures": ID}})
    with pytest.raises(Refused, match="not loaded"):
        labelled(unsent.pictures, torch.Generator())


def test_all_classes_together_have_a_bound() -> None:
    dot = file_of(gradient(12, 12))
    p = of_zip({f"{k}/{i}.png": dot for k in range(100) for i in range(8)})
    assert len(begun(p).x) == 600


def test_what_the_lesson_says_of_ninety_pictures_is_so() -> None:
    p, s = started(side="224", to_read={"kind": "shipped", "name": "brick"})
    assert (len(s.x), len(s.held)) == (90, 18)
    assert sum(weight.numel() for weight in s.first.trained.parameters()) == 3843
    reports = learned(p, s, 23 + 5)
    assert reports[22] == {"computed": 1.0}
    assert reports[-1]["test_accuracy"] == 1
    while not LAB.done(s, p):
        LAB.step(s, p)
    rocket = [str(name) for name in titles(p)].index("rocket")
    assert float(Seen(s, p).probabilities[rocket]) > 0.9


def test_three_ways_of_freezing_learn_from_the_same_batches_and_each_by_itself() -> None:
    given = {"pictures": {"kind": "shipped", "name": "digits"}, "per_class": 5, "head_batch": 20}
    p, s = started(**given, frozen="each")
    assert [sum(v.numel() for v in one.trained.parameters()) for one in s.learners] == [12_810, 1_030_410, 3_383_818]
    told = learned(p, s, 15)
    assert set(told[-1]) >= {"test_accuracy", "accuracy_part", "accuracy_none"}
    for way, name in (("all", "test_accuracy"), ("part", "accuracy_part")):
        q, alone = started(**given, frozen=way)
        assert learned(q, alone, 15)[-1]["test_accuracy"] == told[-1][name]
