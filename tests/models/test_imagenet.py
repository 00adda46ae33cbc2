from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor

from lossland.algorithms.vision.efficientnet_lite import SIDE, EfficientNetLite0, normalised, top
from lossland.algorithms.vision.resize import centre_square
from lossland.lab.text import Refused
from lossland.models import weights
from lossland.models.imagenet import package
from lossland.models.shipped import card_of, class_names, classifier


def photograph(name: str) -> Tensor:
    """(3, H, W) uint8."""
    import skimage.data

    with Image.open(Path(skimage.data.__file__).parent / name) as opened:
        return torch.from_numpy(np.array(opened.convert("RGB"))).permute(2, 0, 1)


@pytest.mark.parametrize(
    ("file", "best", "least"), [("chelsea.png", "Egyptian cat", 0.35), ("coffee.png", "espresso", 0.9)]
)
def test_it_knows_what_is_on_a_photograph(file: str, best: str, least: float) -> None:
    with torch.no_grad():
        p, k = top(classifier()(normalised(centre_square(photograph(file), SIDE)[None])))
    assert class_names("imagenet")[int(k[0, 0])] == best
    assert p[0, 0] > least


def test_the_thousand_names_stand_in_their_places() -> None:
    names = class_names("imagenet")
    assert len(names) == len(set(names)) == 1000
    known = {0: "tench", 281: "tabby", 282: "tiger cat", 285: "Egyptian cat", 388: "giant panda", 504: "coffee mug"}
    known |= {207: "golden retriever", 751: "racer", 817: "sports car", 967: "espresso", 999: "toilet tissue"}
    assert {k: names[k] for k in known} == known
    assert len({name.zh for name in names}) == 1000
    assert (names[281].zh, names[388].zh, names[817].zh) == ("虎斑猫", "大熊猫", "跑车")
    assert all(name and name.zh and name == name.strip() for name in names)


def test_every_tensor_of_the_package_has_its_place() -> None:
    tensors = package.read(package.package_file(), card_of("imagenet").sha256)
    net = EfficientNetLite0()
    net.load_state_dict(tensors, strict=True)
    assert len(tensors) == 296
    assert sum(value.numel() for value in net.parameters()) == card_of("imagenet").parameters


def test_another_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "weights.pth").write_bytes(b"cos\nsystem\n(S'echo'\ntR.")
    with pytest.raises(Refused, match="not the file that its card names"):
        package.read(tmp_path / "weights.pth", card_of("imagenet").sha256)


def test_it_is_read_once_and_frozen() -> None:
    net = classifier()
    assert net is classifier()
    assert not net.training
    assert not any(value.requires_grad for value in net.parameters())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.pop("classifier.bias"), "lack classifier.bias"),
        (lambda t: t.update(extra=torch.zeros(1)), "no extra"),
        (
            lambda t: t.update({"stem.conv.weight": torch.zeros(32, 3, 5, 5)}),
            r"stem.conv.weight.*\(32, 3, 5, 5\).*3, 3\)",
        ),
        (lambda t: t.update({"classifier.bias": torch.full((1000,), torch.nan)}), "classifier.bias.*not finite"),
    ],
)
def test_foreign_weights_are_refused_and_change_nothing(change: object, words: str) -> None:
    net = EfficientNetLite0()
    tensors = {name: value.clone() for name, value in classifier().state_dict().items()}
    before = {name: value.clone() for name, value in net.state_dict().items()}
    assert callable(change)
    change(tensors)
    with pytest.raises(Refused, match=words) as caught:
        weights.fill(net, tensors)
    assert caught.value.said.zh
    assert all(torch.equal(before[name], value) for name, value in net.state_dict().items())
