"""What transfer is worth: frozen layers stay and are asked once, draws grow, and few pictures tell other things than many."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, max_pool2d

from lossland.algorithms.vision.digit_net import DigitNet
from lossland.datasets.digits import digit_pictures
from lossland.engine.codec import decode, encode
from lossland.fields.written import enlarged
from lossland.lab.references import resolve
from lossland.lab.text import Refused
from lossland.labs.vision.cnn_classifier.actions import Draw
from lossland.labs.vision.cnn_classifier.experiment import Classifying
from lossland.labs.vision.cnn_classifier.params import CnnClassifierParams
from lossland.labs.vision.cnn_classifier.pictures.transfer import now, worth
from lossland.labs.vision.cnn_classifier.studies import transfer
from lossland.labs.vision.cnn_classifier.studies.transfer import TRIED, TransferState
from lossland.models.shipped import digit_reader
from lossland.uploads.loaded import loaded
from lossland.uploads.pictures import kept_pictures
from tests.support.photos import file_of, gradient, zip_of

LAB = Classifying()
CPU = torch.device("cpu")
ID = "0" * 64


def started(**params: Any) -> tuple[CnnClassifierParams, TransferState]:
    p = CnnClassifierParams.model_validate({"study": "transfer", **params})
    return p, begun(p)


def begun(p: CnnClassifierParams) -> TransferState:
    s = LAB.start(p, torch.Generator().manual_seed(0), CPU)
    assert isinstance(s, TransferState)
    return s


def ended(p: CnnClassifierParams, s: TransferState) -> dict[str, float]:
    """Each way's accuracy by number of pictures, in the first draw: `"all 3"`."""
    while not LAB.done(s, p):
        LAB.step(s, p)
    found = s.found[0].tolist()
    return {f"{way} {m}": row[i] for m, row in zip(s.numbers, found, strict=True) for i, way in enumerate(TRIED)}


def pixels_of(s: TransferState) -> Tensor:
    return s.given[TRIED.index("none")]


def test_the_stages_are_the_network_and_share_its_weights() -> None:
    net = DigitNet().eval()
    x = torch.rand(3, 1, 28, 28)
    maps, z = net.features(x), x
    for k, stage in enumerate(net.stages()):
        z = stage(z)
        assert torch.equal(z, max_pool2d(maps[k], 2) if k in (1, 2) else maps[k])
    owned = {id(weight) for weight in net.parameters()}
    assert {id(weight) for stage in net.stages() for weight in stage.parameters()} < owned


def test_what_frozen_layers_make_is_that_of_the_shipped_network() -> None:
    _, s = started()
    x = pixels_of(s)
    with torch.no_grad():
        maps = digit_reader().features(x)
    assert torch.allclose(s.given[0], maps[3].mean((2, 3)), atol=1e-5)
    assert torch.allclose(s.given[1], max_pool2d(maps[2], 2), atol=1e-5)
    assert s.given[3] is s.given[2]


def test_the_pictures_are_those_of_the_data_turned_or_black_on_white() -> None:
    _, s = started()
    counts, digits = digit_pictures()
    there = {bytes(picture.numpy()): int(y) for picture, y in zip(enlarged(counts.view(-1, 8, 8)), digits, strict=True)}
    bytes_of = [bytes((picture * 255).round().byte().numpy()) for picture in pixels_of(s)[:, 0]]
    assert [there[picture] for picture in bytes_of] == s.y.tolist()
    held = {bytes((picture * 255).round().byte().numpy()) for picture in s.given_test[2][:, 0]}
    assert len(held & set(bytes_of)) == 0
    x = pixels_of(s).numpy()
    for shift, expected in (("quarter", np.rot90(x, 1, (2, 3))), ("inverted", 1 - x)):
        assert np.allclose(pixels_of(started(shifted=shift)[1]), expected, atol=1e-6)


def test_only_what_is_not_frozen_learns_and_nobody_knows_anything_at_first() -> None:
    p, s = started(updates=20)
    sizes = {"all": 1290, "part": 64 * 128 * 9 + 256 + 1290, "none": 98_682, "scratch": 98_682}
    for way, net, x in zip(TRIED, s.nets, s.given, strict=True):
        assert sum(weight.numel() for weight in net.parameters()) == sizes[way]
        assert cross_entropy(deepcopy(net).eval()(x[:40]), s.y[:40]).item() == pytest.approx(np.log(10), abs=1e-4)
    given = [x.clone() for x in s.given]
    nets = [deepcopy(net) for net in s.nets]
    LAB.step(s, p)
    assert all(torch.equal(a, b) for a, b in zip(given, s.given, strict=True))
    for way, old, new in zip(TRIED, nets, s.nets, strict=True):
        assert all(not torch.equal(a, b) for a, b in zip(old.parameters(), new.parameters(), strict=True))
        norms = [(a, b) for a, b in zip(old.modules(), new.modules(), strict=True) if isinstance(a, nn.BatchNorm2d)]
        same = [torch.equal(a.state_dict()["running_mean"], b.state_dict()["running_mean"]) for a, b in norms]
        assert all(same) if way != "scratch" else not any(same)


def test_a_draw_grows_and_another_one_has_other_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "NUMBERS", (1, 3))
    p, s = started(updates=20, draws=2)
    rows, tried = [], []
    while not LAB.done(s, p):
        if s.t == 0:
            rows.append(s.rows.view(10, -1))
        tried.append(float(LAB.step(s, p)["tried"]))
    assert [found.shape[1] for found in rows] == [1, 3, 1, 3]
    assert all((s.y[found] == torch.arange(10)[:, None]).all() for found in rows)
    assert torch.equal(rows[1][:, :1], rows[0])
    assert (rows[2] != rows[0]).any()
    assert tried == pytest.approx([4 * (k // 4) for k in range(1, 17)])
    assert (s.found >= 0).all()


def test_one_that_was_put_away_goes_on_as_if_it_had_not_been() -> None:
    p, s = started(updates=20, draws=1)
    for _ in range(5):
        LAB.step(s, p)
    other = begun(p)
    LAB.step(other, p)
    decode(encode(s), other, CPU)
    for _ in range(3):
        assert LAB.step(other, p) == LAB.step(s, p)
    assert torch.equal(other.found, s.found)


def test_what_is_drawn_are_means_and_the_worst_and_the_best() -> None:
    _, s = started(draws=2)
    arrays = worth.draw(s)
    assert all(len(arrays[f"{way}{part}.x"]) == 0 for way in TRIED for part in ("", "_dots", "_band"))
    assert arrays["now.x"].tolist() == [1, 1]
    rng = np.random.default_rng(0)
    known = rng.random((2, 5, 4)).astype(np.float32)
    known[1, 3:] = -1
    s.found, s.place = torch.from_numpy(known), 8
    arrays = worth.draw(s)
    assert arrays["now.x"].tolist() == [30, 30]
    seen = np.ma.masked_less(known, 0)
    for i, way in enumerate(TRIED):
        assert np.allclose(arrays[f"{way}.y"], seen.mean(0)[:, i])
        low, high = np.split(arrays[f"{way}_band.y"].numpy(), 2)
        assert np.allclose(low, seen.min(0)[:, i])
        assert np.allclose(high[::-1], seen.max(0)[:, i])
    s.place = 10
    assert torch.isnan(worth.draw(s)["now.x"]).all()
    pictures = now.draw(s)["images"]
    assert pictures.shape == (10, 28, 28)
    assert torch.equal(pictures, (pixels_of(s)[s.rows, 0] * 255).round().byte())


def test_numbers_go_as_far_as_the_data_and_own_classes_can_be_the_target() -> None:
    files = {f"{name}/{i}.png": file_of(gradient(30 + i, 30).point(way)) for name, way in WAYS for i in range(6)}
    p = CnnClassifierParams.model_validate(
        {"study": "transfer", "target": {"kind": "own", "pictures": ID}, "draws": 1, "updates": 20}
    )
    p = resolve(p, {ID: loaded(kept_pictures(zip_of(files)).pictures)})
    s = begun(p)
    assert s.numbers == [1, 3]
    assert ended(p, s).keys() == {f"{way} {m}" for way in TRIED for m in (1, 3)}
    with pytest.raises(Refused, match="nothing to draw on"):
        LAB.act(s, p, Draw(strokes=[]))


WAYS = [("dark", lambda value: value // 3), ("light", lambda value: 255 - value // 3)]


def test_what_the_lesson_says_of_few_pictures_and_many_is_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "NUMBERS", (1, 30))
    p, s = started(updates=60, draws=1)
    right = ended(p, s)
    assert right["all 1"] > right["none 1"]
    assert right["all 1"] > right["scratch 1"] + 0.15
    assert right["none 30"] > right["all 30"]
    assert right["none 30"] > 0.96
    rows, softmax = s.rows, LogisticRegression(max_iter=2000)
    theirs = softmax.fit(s.given[0][rows].numpy(), s.y[rows].numpy()).score(s.given_test[0].numpy(), s.y_test.numpy())
    assert right["all 30"] == pytest.approx(theirs, abs=0.03)


def test_what_the_lesson_says_of_black_on_white_is_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "NUMBERS", (30,))
    p, s = started(updates=150, draws=1, shifted="inverted")
    right = ended(p, s)
    assert right["all 30"] < right["part 30"] < right["none 30"]
    assert right["scratch 30"] > right["all 30"] + 0.05
