"""Style transfer through VGG-19, as in the paper, against the same losses computed with torch's own layers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lossland.algorithms.vision.efficientnet_lite import EfficientNetLite0
from lossland.algorithms.vision.vgg19 import Vgg19
from lossland.labs.vision.style_transfer.experiment import State
from lossland.labs.vision.style_transfer.lab import StyleTransferLab
from lossland.labs.vision.style_transfer.params import StyleTransferParams
from lossland.models.vgg19 import load
from tests.support.cases import Case, Tried, undisturbed
from tests.support.exports import columns, exported, run_scripts
from tests.support.pictures import assert_drawn
from tests.support.runs import equal
from tests.support.vgg19 import layers, published, saved

LAB = StyleTransferLab()
SMALL = {"network": "vgg19", "size": "96", "pictures": "1"}
STYLE, CONTENT = (
    {"conv1_1": 1, "conv2_1": 6, "conv3_1": 11, "conv4_1": 20, "conv5_1": 29},
    {"conv4_2": 22, "conv5_2": 31},
)
"""The places of their activations among torchvision's layers."""


@pytest.fixture(scope="module")
def oracle() -> nn.Sequential:
    return layers(published())


@pytest.fixture(scope="module", autouse=True)
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """As if the file had been fetched."""
    path = saved(tmp_path_factory.mktemp("weights"), published())
    load._whole.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "files_of", lambda name: {name: path})
        yield
    load._whole.cache_clear()


def started(**params: Any) -> tuple[StyleTransferParams, State]:
    p = StyleTransferParams.model_validate({**SMALL, **params})
    return p, LAB.start(p, torch.Generator().manual_seed(0), torch.device("cpu"))


def at(net: nn.Sequential, picture: Tensor, place: int) -> np.ndarray:
    """Features (N, M) of a picture (1, 3, H, W) at one of torchvision's layers, in double precision."""
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    x = (picture - mean.view(3, 1, 1)) / deviation.view(3, 1, 1)
    with torch.no_grad():
        features: np.ndarray = net[: place + 1](x)[0].flatten(1).double().numpy()
    return features


@pytest.mark.parametrize("content", ["conv4_2", "conv5_2"])
def test_content_and_style_are_those_of_the_paper(oracle: nn.Sequential, content: str) -> None:
    """Each divided by what it is for features of 0; no more of the network is there than they need."""
    _, s = started(begin="noise", content_convolution=content)
    assert isinstance(s.net, Vgg19)
    assert list(s.net.layers)[-1] == max("conv5_1", content)
    G = s.pictures[0].detach()
    F, P = (at(oracle, picture, CONTENT[content]) for picture in (G, s.C))
    assert float(s.content[0]) == pytest.approx(((F - P) ** 2).sum() / (P**2).sum(), rel=1e-4)
    for found, place in zip(s.style[0], STYLE.values(), strict=True):
        a, b = (at(oracle, picture, place) for picture in (G, s.S))
        A = b @ b.T * (a.shape[1] / b.shape[1])  # as many places as G has
        assert float(found) == pytest.approx(((a @ a.T - A) ** 2).sum() / (A**2).sum(), rel=1e-4)


def test_pixels_descend_and_the_network_stays() -> None:
    p, s = started(begin="noise", ratio=100.0)
    before = {name: value.clone() for name, value in s.net.state_dict().items()}
    first = float(s.style.mean()), float(s.content[0])
    for _ in range(6):
        LAB.step(s, p)
    assert float(s.style.mean()) < 0.7 * first[0]
    assert float(s.content[0]) < first[1]
    assert all(torch.equal(value, before[name]) for name, value in s.net.state_dict().items())


def test_a_layer_without_weight_does_not_count() -> None:
    p, s = started(begin="noise", convolution_weights=[0, 0, 1, 0, 0], weights=[1, 0, 0, 0, 0, 0])
    assert float(LAB.measure(s, p)["style"]) == pytest.approx(float(s.style[0, 2]))


def test_its_layers_are_named_and_drawn() -> None:
    p, s = started(gram_layer=6)
    figures, frame = LAB.figures(p), LAB.draw(s, p)
    assert_drawn(LAB, figures, frame)
    named: Any = figures["layers"]
    assert list(named.figure.layout.xaxis.ticktext) == list(STYLE)
    assert len(frame["layers"]["layers.y"]) == 5
    assert frame["gram"]["images"].shape == (3, 512, 512)  # of conv5_1, the last


def test_it_takes_as_much_as_the_lesson_says() -> None:
    """Parameters, and multiplications for a picture of 128 x 128 pixels, as torch's own modules are called."""
    with torch.device("meta"):
        vgg19, small = Vgg19("conv5_1"), EfficientNetLite0().eval()
        looks: list[tuple[nn.Module, Any]] = [(vgg19, vgg19.features), (small, lambda x: small.features(x, 9))]
        counts = [multiplications(net, look, torch.zeros(1, 3, 128, 128)) for net, look in looks]
    assert [f"{count / 1e6:.0f}" for count in counts] == ["5917", "69"]
    used = [*small.stem.parameters(), *(value for block in small.blocks[:10] for value in block.parameters())]
    assert [sum(value.numel() for value in values) for values in (vgg19.parameters(), used)] == [12_944_960, 530_528]


def multiplications(net: nn.Module, look: Any, pictures: Tensor) -> int:
    counts: list[int] = []
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_hook(lambda m, _, out: counts.append(out.numel() * m.weight[0].numel()))
    look(pictures)
    return sum(counts)


def test_a_run_is_exported_with_the_weights_that_it_needs(tmp_path: Path) -> None:
    tried = Tried(LAB, "vgg19", Case(SMALL, steps=2))
    script = exported(tried.experiment())
    assert script.data is not None
    carried = torch.load(_file(tmp_path, script.data), weights_only=True)["vgg19_weights"]
    (weights,) = carried.values()
    assert sum(value.numel() for value in weights.values()) == 12_944_960
    (tmp_path / "run").mkdir()
    history = run_scripts({"vgg19": script}, tmp_path / "run")["vgg19"]
    assert not isinstance(history, str), history
    assert equal(columns(history), undisturbed(tried)[0])


def _file(folder: Path, content: bytes) -> Path:
    (folder / "data.pt").write_bytes(content)
    return folder / "data.pt"
