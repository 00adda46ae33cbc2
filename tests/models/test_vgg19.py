"""VGG-19 against the same layers put together from torch's own; and files that are none of its weights."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from lossland.algorithms.vision.vgg19 import CONVOLUTIONS, Vgg19, standardised, vgg19_with
from lossland.assets import here
from lossland.lab.text import Refused
from lossland.models.vgg19 import load
from lossland.models.vgg19.load import our_name, read_vgg19, vgg19_weights
from tests.support.vgg19 import PLACES, WIDTHS, layers, published, saved


@pytest.fixture(scope="module")
def tensors() -> dict[str, Tensor]:
    return published()


@pytest.fixture(scope="module")
def read(tensors: dict[str, Tensor], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tensor]:
    return read_vgg19(saved(tmp_path_factory.mktemp("weights"), tensors))


def count(last: str) -> int:
    with torch.device("meta"):
        return sum(value.numel() for value in Vgg19(last).parameters())


def test_it_has_the_papers_layers_and_as_many_parameters_as_they() -> None:
    inputs = (3, *WIDTHS)
    counts = np.cumsum([9 * a * b + b for a, b in zip(inputs, WIDTHS, strict=False)])
    assert [count(name) for name in CONVOLUTIONS] == counts.tolist()
    assert (count("conv5_1"), count("conv5_4")) == (12_944_960, 20_024_384)
    assert CONVOLUTIONS[::4] == ("conv1_1", "conv3_1", "conv4_1", "conv5_1")
    assert CONVOLUTIONS[:3] == ("conv1_1", "conv1_2", "conv2_1")
    with pytest.raises(Refused, match="there is no layer 'conv6_1': there are conv1_1, ") as refused:
        Vgg19("conv6_1")
    assert "可用 conv1_1" in refused.value.said.zh


def test_every_tensor_of_the_file_has_its_place(tensors: dict[str, Tensor], read: dict[str, Tensor]) -> None:
    for place, name in zip(PLACES, CONVOLUTIONS, strict=True):
        for part in ("weight", "bias"):
            assert our_name(f"features.{place}.{part}") == f"layers.{name}.{part}"
            assert torch.equal(read[f"layers.{name}.{part}"], tensors[f"features.{place}.{part}"])
    assert len(read) == 32


def test_its_features_are_those_of_torchs_own_layers(tensors: dict[str, Tensor], read: dict[str, Tensor]) -> None:
    """Odd sizes too: where a row is left over, the mean does without it."""
    x = torch.rand(2, 3, 37, 50, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        found = vgg19_with("conv5_4", read).features(x)
        expected = []
        for place, layer in enumerate(layers(tensors)):
            x = layer(x)
            if place - 1 in PLACES:
                expected.append(x)
    assert [a.shape for a in found] == [b.shape for b in expected]
    for a, b in zip(found, expected, strict=True):
        assert torch.allclose(a, b, rtol=1e-4, atol=1e-5 * float(b.abs().max()))


def test_it_ends_where_it_is_told_to(read: dict[str, Tensor]) -> None:
    last = {name: value for name, value in read.items() if name.split(".")[1] in CONVOLUTIONS[:3]}
    net = vgg19_with("conv2_1", last)
    with torch.no_grad():
        found, whole = (n.features(torch.ones(1, 3, 16, 16)) for n in (net, vgg19_with("conv5_4", read)))
    assert len(found) == 3
    assert all(torch.equal(a, b) for a, b in zip(found, whole, strict=False))
    assert net.state_dict()["layers.conv1_1.weight"].data_ptr() == read["layers.conv1_1.weight"].data_ptr()
    assert not any(value.requires_grad for value in net.parameters())


def test_pictures_are_standardised_colour_by_colour() -> None:
    x = torch.rand(2, 3, 4, 5, dtype=torch.float64)
    mean, deviation = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    expected = (x.numpy().transpose(0, 2, 3, 1) - mean) / deviation
    assert np.allclose(standardised(x).numpy(), expected.transpose(0, 3, 1, 2), rtol=0, atol=1e-6)


@pytest.mark.parametrize(("h", "w"), [(15, 99), (99, 1)])
def test_a_picture_that_vanishes_on_the_way_is_refused(read: dict[str, Tensor], h: int, w: int) -> None:
    net = vgg19_with("conv5_4", read)
    with pytest.raises(Refused, match=f"{w}×{h} pixels is too narrow for VGG-19, which halves it: 16 is the least"):
        net.features(torch.zeros(1, 3, h, w))
    assert net.features(torch.zeros(1, 3, 16, 16))[-1].shape == (1, 512, 1, 1)


class Code:
    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("executed",)


@pytest.mark.parametrize("zipped", [False, True])
def test_code_in_the_file_is_not_run(tmp_path: Path, zipped: bool, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "file.pth"
    torch.save({"features.0.weight": Code()}, path, _use_new_zipfile_serialization=zipped)
    with pytest.raises(Refused, match="no file of PyTorch weights"):
        read_vgg19(path)
    assert "executed" not in capfd.readouterr().out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", pickle.dumps(["no tensors"]), b"\xff" * 99])
def test_what_is_no_file_of_weights_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.pth").write_bytes(content)
    with pytest.raises(Refused, match="no file of PyTorch weights"):
        read_vgg19(tmp_path / "file.pth")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"features.28.weight": None}, "the weights lack layers.conv5_1.weight"),
        ({"features.5.bias": torch.zeros(64)}, r"layers.conv2_1.bias has the shape \(64,\), expected \(128,\)"),
        ({"features.0.bias": torch.full((64,), torch.nan)}, "layers.conv1_1.bias has numbers that are not finite"),
        ({"features.1.weight": torch.zeros(64)}, "the network has no features.1.weight"),  # with batch norm
        ({"features.0.weight": "text"}, "no file of PyTorch weights"),
    ],
)
def test_other_weights_are_refused(
    tensors: dict[str, Tensor], tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    other = {name: value for name, value in {**tensors, **change}.items() if value is not None}
    with pytest.raises(Refused, match=said):
        read_vgg19(saved(tmp_path, other))


def test_half_precision_is_read_and_more_tensors_than_asked_for_are_not_given(
    tensors: dict[str, Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, {name: value.half() for name, value in tensors.items() if "classifier" not in name})
    monkeypatch.setattr(load, "files_of", lambda name: {name: path})
    load._whole.cache_clear()
    weights = vgg19_weights("conv3_1")
    load._whole.cache_clear()
    assert list(weights) == [f"layers.{name}.{part}" for name in CONVOLUTIONS[:5] for part in ("weight", "bias")]
    assert {value.dtype for value in weights.values()} == {torch.float32}


def test_what_is_not_fetched_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(here.VARIABLE, str(tmp_path))
    load._whole.cache_clear()
    with pytest.raises(Refused, match="lossland get vgg19") as refused:
        vgg19_weights("conv5_1")
    assert "lossland get vgg19" in refused.value.said.zh
