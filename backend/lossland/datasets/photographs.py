"""Photographs and textures that ship inside scikit-image, free of copyright: read as files, without importing it.

Source: scikit-image, `skimage/data`; astronaut, hubble: NASA; cat, camera, coffee, rocket, textures: CC0.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lossland.datasets.embedded import embedded

PHOTOGRAPHS: Mapping[str, str] = {
    "cat": "chelsea.png",
    "astronaut": "astronaut.png",
    "coffee": "coffee.png",
    "rocket": "rocket.jpg",
    "camera": "camera.png",
    "coins": "coins.png",
    "retina": "retina.jpg",
    "hubble": "hubble_deep_field.jpg",
    "brick": "brick.png",
    "grass": "grass.png",
    "gravel": "gravel.png",
}
"""Name -> file."""


def photograph_file(name: str) -> Path:
    """The file of a photograph. Raises `ModuleNotFoundError` where scikit-image is not installed."""
    package = importlib.util.find_spec("skimage")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(f"{name} is part of scikit-image, which is not installed")
    return Path(package.origin).parent / "data" / PHOTOGRAPHS[name]


@embedded
@cache
def photograph(name: str, longest: int) -> Tensor:
    """A photograph (h, w, 3) uint8, RGB, scaled so that its longer side has `longest` pixels, if it is longer."""
    with Image.open(photograph_file(name)) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=None)
    return torch.from_numpy(np.array(picture))  # (h, w, 3)
