"""Reads the fetched file into our own network, whose tensors have other names."""

from __future__ import annotations

import io
import pickle
import re
import warnings
from functools import cache

import torch
from torch import Tensor

from lossland.algorithms.vision.fastestdet import FastestDet, PhotographDetector
from lossland.assets.here import files_of
from lossland.datasets.embedded import embedded
from lossland.lab.text import Refused, T
from lossland.models.weights import fill

_PLACES: tuple[tuple[str, str], ...] = (
    (r"backbone\.first_conv", "stem"),
    (r"backbone\.stage(\d)\.(\d)\.branch_main", "stages.{0}.{1}.main"),
    (r"backbone\.stage(\d)\.(\d)\.branch_proj", "stages.{0}.{1}.side"),
    (r"SPP\.Conv1x1\.conv1x1", "squeeze"),
    (r"SPP\.S(\d)", "windows.{0}"),
    (r"SPP\.output", "join"),
    (r"detect_head\.conv1x1\.conv1x1", "neck"),
    (r"detect_head\.(obj|reg|cls)_layers\.conv5x5", "heads.{0}"),
)
_FIRST = {"stages": 2, "windows": 1}
"""Where the file begins to count."""
_HEADS = {"obj": 0, "reg": 1, "cls": 2}
_STEPS = {"main": (0, 3, 5), "side": (0, 2), "windows": (0, 3, 6), "heads": (0, 3)}
"""Places of the convolutions in the file's lists; the norm comes right after."""


def our_name(name: str) -> str:
    """Our name of a tensor of the file; the name itself where it is none of the file's."""
    for pattern, place in _PLACES:
        found = re.fullmatch(rf"{pattern}\.(\d)\.(\w+)", name)
        if found is None:
            continue
        *numbers, step, last = found.groups()
        kind = place.split(".")[0]
        shifted = [str(_HEADS.get(numbers[0], 0))] if kind == "heads" else numbers
        if kind in _FIRST:
            shifted = [str(int(numbers[0]) - _FIRST[kind]), *numbers[1:]]
        steps = _STEPS.get(place.rsplit(".", 1)[-1]) or _STEPS.get(kind)
        convolution = int(step) in (steps or (0,))
        layer = f".{steps.index(int(step) - (not convolution))}" if steps else ""
        return f"{place.format(*shifted)}{layer}.{'conv' if convolution else 'norm'}.{last}"
    return name


@cache
def coco_detector() -> PhotographDetector:
    """The detector from the file that was fetched. Raises `Refused` where it was not."""
    net = FastestDet()
    fill(net, coco_weights())
    return PhotographDetector(net.eval().requires_grad_(False))


@embedded
@cache
def coco_weights() -> dict[str, Tensor]:
    """The tensors of the file that was fetched, by the names of our network. Raises `Refused` where it was not."""
    (path,) = files_of("fastestdet").values()
    return read_coco(path.read_bytes())


def read_coco(content: bytes) -> dict[str, Tensor]:
    """The tensors of `weight_AP05:0.253207_280-epoch.pth` by our names. Raises `Refused` for anything else.

    Only tensors are read (`weights_only=True`): code in the file is never run.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a foreign file's form may not hold
            tensors: dict[str, Tensor] = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
        named = {
            our_name(name): value.float() if value.is_floating_point() else value for name, value in tensors.items()
        }
    except (pickle.UnpicklingError, RuntimeError, EOFError, AttributeError, TypeError, ValueError, KeyError):
        raise Refused(T("this is no file of PyTorch weights", "这不是 PyTorch 权重文件")) from None
    fill(FastestDet(), named)  # says what is wrong
    return named
