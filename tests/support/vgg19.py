"""A file of weights such as torchvision's VGG-19, with numbers of our own; and the same network from torch's parts."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from lossland.assets.listed import ASSETS
from lossland.assets.place import place

PLACES = (0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34)
"""Of the convolutions in torchvision's `vgg19().features`."""
WIDTHS = (64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512, 512, 512, 512)
POOLED = (4, 9, 18, 27)
FILE = "vgg19-dcbb9e9d.pth"


def published() -> dict[str, Tensor]:
    """Names and shapes as in the file. Each number stands in many places, so that it has kilobytes, not 575 MB."""
    rng = torch.Generator().manual_seed(0)
    tensors: dict[str, Tensor] = {}
    inputs = 3
    for at, outputs in zip(PLACES, WIDTHS, strict=True):
        steps = (10, 9, 3, 1)
        numbers = torch.randn(10 * outputs + 9 * inputs, generator=rng) * (2 / (9 * inputs)) ** 0.5
        tensors[f"features.{at}.weight"] = numbers.as_strided((outputs, inputs, 3, 3), steps)
        tensors[f"features.{at}.bias"] = torch.randn(outputs, generator=rng) / 10
        inputs = outputs
    for at, shape in ((0, (4096, 25088)), (3, (4096, 4096)), (6, (1000, 4096))):
        tensors[f"classifier.{at}.weight"] = torch.zeros(1).expand(shape)
        tensors[f"classifier.{at}.bias"] = torch.zeros(1).expand(shape[:1])
    return tensors


def saved(folder: Path, value: object) -> Path:
    """In the form of before 2020, as the published file is."""
    path = folder / FILE
    torch.save(value, path, _use_new_zipfile_serialization=False)
    return path


def fetched(data_dir: Path) -> None:
    """As if it lay in that data directory: as large as the published file, most of it a hole."""
    (asset,) = ASSETS["vgg19"].files
    folder = place(data_dir, "vgg19")
    folder.mkdir(parents=True)
    with saved(folder, published()).open("ab") as file:
        file.truncate(asset.limit)


def layers(tensors: dict[str, Tensor]) -> nn.Sequential:
    """Convolutions and activations at torchvision's places, with means in place of its maxima, up to conv5_4."""
    net = nn.Sequential()
    for at in range(PLACES[-1] + 2):
        if at in PLACES:
            weight = tensors[f"features.{at}.weight"]
            convolution = nn.Conv2d(weight.shape[1], weight.shape[0], 3, padding=1)
            convolution.load_state_dict({"weight": weight, "bias": tensors[f"features.{at}.bias"]})
            net.append(convolution)
        else:
            net.append(nn.AvgPool2d(2) if at in POOLED else nn.ReLU())
    return net
