"""Reads the fetched file into our own network, whose tensors have other names."""

from __future__ import annotations

import pickle
import warnings
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from lossland.algorithms.vision.vgg19 import CONVOLUTIONS, Vgg19, stage_of
from lossland.assets.here import files_of
from lossland.datasets.embedded import embedded
from lossland.lab.text import Refused, T
from lossland.models.weights import fill

_PLACES = {f"features.{2 * i + stage_of(name) - 1}": f"layers.{name}" for i, name in enumerate(CONVOLUTIONS)}
"""torchvision counts convolutions, activations and poolings alike: conv1_1 is 0, conv1_2 is 2, conv2_1 is 5."""


def our_name(name: str) -> str:
    """Our name of a tensor of the file; the name itself where it is none of a convolution."""
    place, _, last = name.rpartition(".")
    return f"{_PLACES[place]}.{last}" if place in _PLACES else name


def read_vgg19(path: Path) -> dict[str, Tensor]:
    """The convolutions' tensors by the names of `Vgg19`, in its order. Raises `Refused` where the file is another.

    Only tensors are read (`weights_only=True`): code in the file is never run. Those of the classifier, six sevenths
    of the file, are let go.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a foreign file's form may not hold
            tensors: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
        named = {our_name(name): value for name, value in tensors.items() if not name.startswith("classifier.")}
        named = {name: value.float() for name, value in named.items()}
    except (pickle.UnpicklingError, RuntimeError, EOFError, AttributeError, TypeError, ValueError, KeyError):
        raise Refused(T("this is no file of PyTorch weights", "这不是 PyTorch 权重文件")) from None
    with torch.device("meta"):
        net = Vgg19()
    net.to_empty(device="cpu")  # nobody's random numbers are drawn for what is filled at once
    fill(net, named)
    return {name: value.detach() for name, value in net.state_dict().items()}


@cache
def _whole() -> dict[str, Tensor]:
    (path,) = files_of("vgg19").values()
    return read_vgg19(path)


@embedded
def vgg19_weights(last: str) -> dict[str, Tensor]:
    """The tensors up to a convolution, by the names of `Vgg19(last)`. Raises `Refused` where the file was not fetched."""
    wanted = {f"layers.{name}" for name in CONVOLUTIONS[: CONVOLUTIONS.index(last) + 1]}
    return {name: value for name, value in _whole().items() if name.rpartition(".")[0] in wanted}
