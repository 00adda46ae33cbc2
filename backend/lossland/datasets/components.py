"""Iris and handwritten digits, drawn in the plane of their first two principal components.

Sources: Fisher 1936, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7; Alpaydin and Kaynak
1998, "Optical recognition of handwritten digits", UCI. Both ship inside scikit-learn.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import torch
from torch import Tensor

from lossland.datasets.digits import read_digits
from lossland.datasets.embedded import embedded
from lossland.datasets.shipped import shipped

REACH = 5.5
"""The point farthest from the middle along an axis lies here."""


@embedded
@cache
def iris_plane() -> tuple[Tensor, Tensor]:
    """150 flowers: x (150, 2) float32, the four standardised measurements in two components; species (150,) int64."""
    table = torch.from_numpy(np.loadtxt(shipped("iris.csv"), delimiter=",", skiprows=1))  # (150, 5), the species last
    measured = table[:, :4]  # cm
    standard = (measured - measured.mean(dim=0)) / measured.std(dim=0, correction=0)
    return fitted(principal(standard)), table[:, 4].long()


@embedded
@lru_cache(maxsize=16)
def digits_plane(classes: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
    """The first `count` pictures of the digits 0 to `classes` - 1; there may be fewer.

    x (n, 2) float32: components of the 64 grey values, fitted to all pictures of these digits; digit (n,) int64;
    picture (n, 8, 8) uint8, 0 to 255.
    """
    pictures, digits = read_digits()
    digit = digits.long()
    wanted = digit < classes
    grey = pictures.double()[wanted]  # (all, 64), 0 to 16
    picture = (grey * 255 / 16).round().to(torch.uint8).reshape(-1, 8, 8)
    return fitted(principal(grey))[:count].clone(), digit[wanted][:count].clone(), picture[:count].clone()


def principal(data: Tensor) -> Tensor:
    """The first two principal components of data (n, d), as (n, 2): directions of most variance, mean taken off.

    A direction's sign is arbitrary; here its largest loading is positive.
    """
    centred = data - data.mean(dim=0)
    directions: Tensor = torch.linalg.svd(centred, full_matrices=False).Vh[:2]  # (2, d)
    largest = directions.abs().argmax(dim=1, keepdim=True)
    return centred @ (directions * directions.gather(1, largest).sign()).T


def fitted(x: Tensor) -> Tensor:
    """x (n, 2) moved and scaled, both axes alike, so that it just fits into [-REACH, REACH] twice. float32."""
    low, high = x.amin(dim=0), x.amax(dim=0)
    half = ((high - low).amax() / 2).clamp(min=1e-12)
    return ((x - (low + high) / 2) * (REACH / half)).float()
