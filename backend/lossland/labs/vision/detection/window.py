"""A window that slides over a scene, and the convolution that gives the same numbers at once."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lossland.algorithms.vision.resize import resized
from lossland.algorithms.vision.sliding_window import (
    CROP,
    as_convolutions,
    by_convolution,
    by_crops,
    crops,
    dense_classifier,
)
from lossland.datasets.streets import scenes
from lossland.labs.vision.detection.params import DetectionParams

SCENE = 78


@dataclass
class Windows:
    """What both give on one picture."""

    picture: Tensor
    """(3, n, n) in [0, 1]."""
    slid: Tensor
    """(k, k) score of the first class in each crop."""
    convolved: Tensor
    """(k, k) the same place of the convolution's map."""
    apart: float
    """The largest difference of all scores of all classes."""


def windows(p: DetectionParams, rng: torch.Generator) -> Windows:
    """Both on a small square of a generated scene, by weights that nobody has trained: their numbers agree for any."""
    picture, _, _ = scenes(1, SCENE)[0]  # (3, H, W) bytes
    height = picture.shape[1]
    x = resized(picture[:, :, :height], p.side, p.side).double()  # (3, n, n)
    dense = dense_classifier(rng)
    slid = dense(crops(x))  # (k k, 4)
    convolved = as_convolutions(dense)(x[None])[0]  # (4, k, k)
    k = convolved.shape[-1]
    again = slid.T.reshape(4, k, k)
    return Windows(x.float(), again[0].float(), convolved[0].float(), float((again - convolved).abs().max()))


def costs(found: Windows, side: int, t: int) -> dict[str, Tensor]:
    """Millions of multiplications of the crops so far, and of the convolution for all of them."""
    return {
        "crops": torch.tensor(by_crops(CROP) * (t + 1) / 1e6),
        "whole": torch.tensor(by_convolution(side) / 1e6),
        "apart": torch.tensor(found.apart),
    }
